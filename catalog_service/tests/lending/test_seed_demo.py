"""`seed_demo`."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate, now

from catalog_service.gear.management.seeding import seed_gear
from catalog_service.gear.models import Asset, Category, Manufacturer, Person, Port, Product
from catalog_service.lending.management.commands.seed_demo import BEN, seed_lending
from catalog_service.lending.management.desk_hours import last_open, next_open
from catalog_service.lending.models import Hold, Loan, Policy, Reservation
from catalog_service.reports.selectors import Ends, ending
from chassis.ids import named
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge

INDIA, BERLIN = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin")
NIGHT = datetime(2026, 3, 29, tzinfo=BERLIN)  # in which its clocks change


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


@pytest.mark.parametrize("hour", [0, 7, 12, 20])
def test_things_happen_while_somebody_is_at_the_desk(db, settings, hour):
    settings.DESK_TIME_ZONE = INDIA
    at = datetime(2026, 3, 28, hour, tzinfo=UTC)
    seed_gear(by=BEN, today=at.date())

    seed_lending(at=at)

    moments = [
        *Loan.objects.values_list("out_at", "due_at"),
        *Reservation.objects.values_list("starts_at", "ends_at"),
    ]
    hours = {moment.astimezone(INDIA).hour for pair in moments for moment in pair}
    assert hours <= {*range(9, 19)}
    assert Loan.objects.overdue(at=at).count() == 2
    assert not Loan.objects.filter(out_at__gt=at).exists()
    assert Reservation.objects.filter(starts_at__lt=at + timedelta(days=1)).count() >= 1


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        (NIGHT.replace(hour=3), (28, 18), (29, 9)),
        (NIGHT.replace(hour=12), (29, 12), (29, 12)),
        (NIGHT.replace(day=28, hour=23), (28, 18), (29, 9)),
    ],
)
def test_the_night_is_left_out(settings, moment, before, after):
    settings.DESK_TIME_ZONE = BERLIN

    found = [there(moment) for there in (last_open, next_open)]

    assert [(each.day, each.hour) for each in found] == [before, after]


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
