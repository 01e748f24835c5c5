"""`seed_demo`."""

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate, now

from catalog_service.gear.models import Asset, Category, Manufacturer, Person, Port, Product
from catalog_service.lending.models import Hold, Loan, Policy, Reservation
from catalog_service.reports.selectors import Ends, ending
from chassis.ids import named
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge


@pytest.fixture
def people(db):
    """Nobody: the demo comes first."""


def _counts():
    models = (Manufacturer, Category, Port, Product, Asset, Loan, Reservation)
    return [model.objects.count() for model in models]


def test_the_demo_has_a_believable_shelf_and_desk(db):
    call_command("seed_demo")

    assert _counts()[:5] == [15, 10, 12, 30, 200]
    assert Product.objects.having_port("usb-c").exists()
    assert len(set(Asset.objects.values_list("status", flat=True))) == 7
    assert Asset.objects.get(tag="TL-0103").pk == named("TL-0103")  # as the demo of tasks says
    assert Asset.objects.get(tag="LT-0104").status_label.name == "Waiting for parts"
    assert 0 < ending(Ends.LIFETIME, first=None, last=localdate(), at=localdate()).count() < 50

    assert _counts()[5:] == [14, 19]
    assert Loan.objects.open().count() == 13
    assert Loan.objects.filter(place__isnull=False).count() == 2
    assert Loan.objects.overdue(at=now()).count() == 2
    assert set(Reservation.objects.values_list("status", flat=True)) == {
        "draft",
        "requested",
        "approved",
        "cancelled",
        "rejected",
    }
    assert str(Policy.objects.get()).endswith("Camera safe")
    kept = set(Hold.objects.values_list("asset__tag", flat=True))
    assert set(Asset.objects.filter(status="reserved").values_list("tag", flat=True)) <= kept
    assert set(Asset.objects.filter(status="on_loan").values_list("tag", flat=True)) <= kept


def test_what_accounts_tells_of_people_counts(db):
    call_command("seed_demo")

    knowledge.of(Person, DEMO_SUBS["cleo"], version=1, name="Cleo Clark", is_active=True)

    assert Person.objects.get(pk=DEMO_SUBS["cleo"]).name == "Cleo Clark"


def test_a_second_run_makes_nothing_twice(db, capsys):
    call_command("seed_demo")
    before = _counts()
    call_command("seed_demo")

    assert _counts() == before
    assert "already" in capsys.readouterr().out
