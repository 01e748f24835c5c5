"""`seed_demo`."""

from django.core.management import call_command

from catalog_service.gear.models import Asset, Category, Manufacturer, Port, Product


def _counts():
    return [model.objects.count() for model in (Manufacturer, Category, Port, Product, Asset)]


def test_the_demo_has_a_believable_shelf(db):
    call_command("seed_demo")

    assert _counts() == [8, 6, 12, 20, 30]
    assert Product.objects.having_port("usb-c").exists()
    assert len(set(Asset.objects.values_list("status", flat=True))) == 7


def test_a_second_run_makes_nothing_twice(db, capsys):
    call_command("seed_demo")
    call_command("seed_demo")

    assert _counts()[-1] == 30
    assert "already" in capsys.readouterr().out
