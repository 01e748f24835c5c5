"""What lists of reservations and loans can be narrowed by."""

from uuid import UUID

import django_filters
from django.db.models import Q
from django.utils.timezone import now

from catalog_service.gear.filters import AssetFilter, CalledFilter
from catalog_service.gear.models import Asset, AssetQuerySet, Location, is_called
from catalog_service.lending import selectors
from catalog_service.lending.models import (
    Kit,
    KitPart,
    KitQuerySet,
    Loan,
    LoanLine,
    LoanQuerySet,
    Policy,
    Reservation,
    ReservationLine,
    ReservationQuerySet,
)
from chassis.api.filters import BooleanFilter, FilterSet, PersonFilter, WhileFilterSet
from chassis.keys import among, looked_up


class HeldAssetFilter(AssetFilter):
    """The filters of `GET /assets/`."""

    holder = PersonFilter(
        method="held_by", help_text="A person's id, or `me`. Others' things only the desk sees."
    )

    def held_by(self, assets: AssetQuerySet, name: str, value: str) -> AssetQuerySet:
        """Keep what somebody has."""
        caller = self.request.caller
        person = caller.person_id if value == "me" else UUID(value)
        if person is None or not (caller.sees_all or person == caller.person_id):
            return assets.none()
        return assets.filter(among(Asset, "pk", selectors.assets_with(person)))


class KitFilter(FilterSet):
    """The filters of `GET /kits/`."""

    product = django_filters.UUIDFilter(method="having", help_text="A product's id.")

    class Meta:
        model = Kit
        fields = {"slug": ["exact"]}

    def having(self, kits: KitQuerySet, name: str, value: UUID) -> KitQuerySet:
        """Keep the kits that have some of a product."""
        return kits.filter(among(Kit, "pk", KitPart.objects.filter(product=value).values("kit")))


class PolicyFilter(FilterSet):
    """The filters of `GET /policies/`."""

    location = CalledFilter(help_text="An id or a slug.")

    class Meta:
        model = Policy
        fields = ("location",)


class ReservationFilter(WhileFilterSet):
    """The filters of `GET /reservations/`."""

    moments = ("starts_at", "ends_at")

    asset = django_filters.UUIDFilter(method="naming", help_text="An asset's id.")
    product = django_filters.UUIDFilter(method="naming", help_text="A product's id.")
    kit = django_filters.UUIDFilter(method="naming", help_text="A kit's id.")

    class Meta:
        model = Reservation
        fields = {
            "status": ["exact", "in"],
            "borrower": ["exact"],
            "starts_at": ["gte", "lte"],
            "ends_at": ["gte", "lte"],
        }

    def naming(
        self, reservations: ReservationQuerySet, name: str, value: UUID
    ) -> ReservationQuerySet:
        """Keep the reservations that have a line of this."""
        lines = ReservationLine.objects.filter(**{name: value})
        return reservations.filter(among(Reservation, "pk", lines.values("reservation")))


class LoanFilter(WhileFilterSet):
    """The filters of `GET /loans/`."""

    moments = ("out_at", "due_at")

    asset = django_filters.UUIDFilter(method="naming", help_text="An asset's id.")
    place = django_filters.CharFilter(method="at_place", help_text="An id or a slug.")
    reservation = django_filters.UUIDFilter(field_name="reservation_id")
    is_open = BooleanFilter(method="being_open", help_text="Something of it is still out.")
    is_overdue = BooleanFilter(
        method="being_overdue", help_text="Something of it should be back by now."
    )

    class Meta:
        model = Loan
        fields = {
            "borrower": ["exact"],
            "out_at": ["gte", "lte"],
            "due_at": ["gte", "lte"],
        }

    def naming(self, loans: LoanQuerySet, name: str, value: UUID) -> LoanQuerySet:
        """Keep the loans of an asset."""
        lines = LoanLine.objects.filter(asset=value)
        return loans.filter(among(Loan, "pk", lines.values("loan")))

    def at_place(self, loans: LoanQuerySet, name: str, value: str) -> LoanQuerySet:
        """Keep the loans to a place."""
        places = Location.objects.order_by().filter(is_called(value))
        return loans.filter(among(Loan, "place", places.values("pk")))

    def being_open(self, loans: LoanQuerySet, name: str, value: bool) -> LoanQuerySet:  # noqa: FBT001
        """Keep the loans of which something is out, or nothing is."""
        return loans.open() if value else loans.exclude(closed_at=None)

    def being_overdue(self, loans: LoanQuerySet, name: str, value: bool) -> LoanQuerySet:  # noqa: FBT001
        """Keep the loans that are overdue, or are not."""
        if not value:
            return loans.exclude(closed_at=None, due_at__lt=now())
        return loans.filter(looked_up(Loan, Q(closed_at=None, due_at__lt=now())))
