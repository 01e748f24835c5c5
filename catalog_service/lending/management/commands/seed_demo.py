"""Make a believable desk: a shelf of gear, and who has it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.timezone import now

from catalog_service.gear.management import demo_gear
from catalog_service.gear.management.seeding import seed_gear
from catalog_service.gear.models import Asset, Location, Person, Product
from catalog_service.lending import actions
from catalog_service.lending.management import demo_lending as demo
from catalog_service.lending.management.desk_hours import last_open, next_open, span
from catalog_service.lending.models import HandedOut, Kit, Part, ReservationStatus, Some
from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS
from chassis.projections.applying import apply

DESK = frozenset({"catalog:desk"})
BEN = Caller(id=DEMO_SUBS["ben"], name="ben", scopes=DESK)
Tags = tuple[str, ...]
CALLERS = {name: Caller(id=sub, name=name) for name, sub in DEMO_SUBS.items()} | {"ben": BEN}
VERBS: dict[ReservationStatus, Callable[..., Any]] = {
    ReservationStatus.APPROVED: actions.approve_reservation,
    ReservationStatus.CANCELLED: actions.cancel_reservation,
    ReservationStatus.REJECTED: actions.reject_reservation,
}


class Command(BaseCommand):
    """Make demo data, once."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        if Asset.objects.exists():
            self.stdout.write("There are assets already.")
            return
        at = now().replace(minute=0, second=0, microsecond=0)
        seed_gear(by=BEN, today=at.date())
        seed_lending(at=at)
        made = f"{len(demo_gear.PRODUCTS)} products and {Asset.objects.count()} assets"
        lent = f"{len(demo.LOANS)} loans and {len(demo.RESERVATIONS + demo.WISHES)} reservations"
        self.stdout.write(f"Made {made}, {lent}.")


@transaction.atomic
def seed_lending(*, at: datetime) -> None:
    """Hand out, take back and promise what the demo says, around a moment."""
    # Before accounts could tell of them: whatever it tells is newer.
    apply(
        Person(id=UUID(sub), version=0, name=name.title(), is_active=True)
        for name, sub in DEMO_SUBS.items()
    )
    seed_loans(at=at)
    seed_reservations(at=at)
    seed_wishes(at=at)
    place = Location.objects.filter(name=demo.STRICT_PLACE).first()
    clock = settings.DESK_TIME_ZONE
    actions.create_policy(by=BEN, location=place, time_zone=clock, **demo.STRICT)


def seed_loans(*, at: datetime) -> None:
    """Hand out what is out, to people and to places, and take back what is back."""
    for name, out, due, tags, note in demo.LOANS:
        _lend(at, out, due, tags, note, borrower=UUID(DEMO_SUBS[name]))
    for place, out, due, tags, note in demo.INSTALLED:
        _lend(at, out, due, tags, note, place=Location.objects.get(name=place))


def _lend(at: datetime, out: float, due: float, tags: Tags, note: str, **goes: Any) -> None:
    due_at = next_open(at + timedelta(days=due))
    lines = [HandedOut(asset) for asset in _tagged(tags)]
    out_at = last_open(at + timedelta(days=out))
    loan = actions.check_out(by=BEN, at=out_at, due_at=due_at, lines=lines, note=note, **goes)
    if tags == demo.BACK:
        actions.return_loan(loan=loan, by=BEN, at=due_at - timedelta(days=1))


def seed_reservations(*, at: datetime) -> None:
    """Promise what is promised, and decide what is decided."""
    for borrower, by, start, end, tags, note, status in demo.RESERVATIONS:
        begin, until = span(at + timedelta(days=start), at + timedelta(days=end))
        reservation = actions.request_reservation(
            by=CALLERS[by],
            at=at,
            borrower=UUID(DEMO_SUBS[borrower]),
            starts_at=begin,
            ends_at=until,
            lines=_tagged(tags),
            note=note,
        )
        if status:
            words = {"at": at} if status == ReservationStatus.APPROVED else {}
            VERBS[ReservationStatus(status)](reservation=reservation, by=BEN, **words)


def seed_wishes(*, at: datetime) -> None:
    """Put kits together, and promise some of them and of products."""
    for name, counts in demo.KITS:
        parts = [Part(Product.objects.get(model=model), count) for model, count in counts.items()]
        actions.create_kit(by=BEN, name=name, parts=parts)
    for borrower, by, start, end, quantity, name, note, is_draft in demo.WISHES:
        begin, until = span(at + timedelta(days=start), at + timedelta(days=end))
        of = Kit.objects.filter(slug=name).first() or Product.objects.get(model=name)
        actions.request_reservation(
            by=CALLERS[by],
            at=at,
            borrower=UUID(DEMO_SUBS[borrower]),
            starts_at=begin,
            ends_at=until,
            lines=[Some(of, quantity)],
            note=note,
            is_draft=is_draft,
        )


def _tagged(tags: tuple[str, ...]) -> list[Asset]:
    return [Asset.objects.tagged(tag).get() for tag in tags]
