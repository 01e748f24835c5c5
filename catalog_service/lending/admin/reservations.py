"""Reservations in the admin, with their assets on the same page."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now

from catalog_service.lending import actions
from catalog_service.lending.admin.borrowed import AssetInline, BorrowedAdmin
from catalog_service.lending.models import (
    Reservation,
    ReservationLine,
    ReservationStatus,
    Some,
    Wanted,
)
from chassis.admin.links import to_flow
from chassis.admin.on_page import PageActions
from chassis.sagas.models import Saga

OFFERED = {
    ReservationStatus.DRAFT: ("submit", "cancel"),
    ReservationStatus.REQUESTED: ("approve", "reject", "cancel"),
    ReservationStatus.APPROVED: ("collect", "cancel"),
}


class ReservationLineInline(AssetInline):
    """What a reservation asks for."""

    model = ReservationLine
    autocomplete_fields = ("asset", "product", "kit")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read what they name along."""
        return super().get_queryset(request).select_related("asset", "product", "kit")


@admin.register(Reservation)
class ReservationAdmin(PageActions, BorrowedAdmin):
    """Who gets what, and when."""

    create_verb = staticmethod(actions.request_reservation)
    change_verb = staticmethod(actions.change_reservation)

    list_display = ("starts_at", "ends_at", "who", "what", "status", "loan_link")
    list_filter = ("status", "starts_at", "lines__asset__product__category")
    list_select_related = ("loan",)
    date_hierarchy = "starts_at"
    actions = page_actions = ("submit", "approve", "reject", "cancel", "collect")
    inlines = (ReservationLineInline,)
    fieldsets = (
        (None, {"fields": ("borrower", "starts_at", "ends_at", "note")}),
        ("Record", {"fields": ("status", "loan_link", "preparation", "created_by")}),
        ("Versions", {"fields": ("created_at", "updated_at", "version")}),
    )
    readonly_fields = ("status", "loan_link", "preparation", "created_by")

    def offered(self, row: Reservation) -> Sequence[str]:
        """Return what may be done with a reservation as it is."""
        return OFFERED.get(ReservationStatus(row.status), ())

    def item_of(self, line: dict[str, Any]) -> Wanted:
        """Return what it asks for."""
        of = line["product"] or line["kit"]
        wanted: Wanted = line["asset"] or Some(of, line["quantity"])
        return wanted

    def address_of(self, line: ReservationLine) -> str:
        """Return where the page of an asset, a product or a kit is."""
        if line.product_id:
            return reverse("admin:gear_product_change", args=[line.product_id])
        if line.kit_id:
            return reverse("admin:lending_kit_change", args=[line.kit_id])
        return super().address_of(line)

    @admin.display(description="loan")
    def loan_link(self, reservation: Reservation) -> str:
        """Lead to the loan that it became."""
        loan = getattr(reservation, "loan", None)
        if loan is None:
            return "-"
        address = reverse("admin:lending_loan_change", args=[loan.pk])
        return format_html('<a href="{}">{}</a>', address, loan)

    @admin.display(description="preparation")
    def preparation(self, reservation: Reservation) -> str:
        """Lead to the flow that has it prepared."""
        saga = Saga.objects.filter(subject=str(reservation.pk)).first()
        return to_flow(saga) if saga else "-"

    @admin.action(description="Submit: what is a draft")
    def submit(self, request: HttpRequest, queryset: "QuerySet[Reservation]") -> None:
        """Keep what the chosen ask for."""
        self.for_each(request, queryset, actions.submit_reservation, at=now())

    @admin.action(description="Approve")
    def approve(self, request: HttpRequest, queryset: "QuerySet[Reservation]") -> None:
        """Say yes to the chosen."""
        self.for_each(request, queryset, actions.approve_reservation, at=now())

    @admin.action(description="Reject")
    def reject(self, request: HttpRequest, queryset: "QuerySet[Reservation]") -> None:
        """Say no to the chosen."""
        self.for_each(request, queryset, actions.reject_reservation)

    @admin.action(description="Cancel")
    def cancel(self, request: HttpRequest, queryset: "QuerySet[Reservation]") -> None:
        """Do without the chosen."""
        self.for_each(request, queryset, actions.cancel_reservation)

    @admin.action(description="Hand out")
    def collect(self, request: HttpRequest, queryset: "QuerySet[Reservation]") -> None:
        """Hand out all of the chosen."""
        self.for_each(request, queryset, actions.collect_reservation, at=now())
