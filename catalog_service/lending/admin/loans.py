"""Loans in the admin, with their assets on the same page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now

from catalog_service.lending import actions
from catalog_service.lending.admin.borrowed import AssetInline, BorrowedAdmin
from catalog_service.lending.models import HandedOut, Loan, LoanLine
from chassis.admin.resource import caller


class OutFilter(admin.SimpleListFilter):
    """Show only what is still out, or should be back by now."""

    title = "out"
    parameter_name = "out"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer two choices."""
        return [("open", "Still out"), ("overdue", "Overdue")]

    def queryset(self, request: HttpRequest, queryset: Any) -> "QuerySet[Loan]":
        """Keep the chosen."""
        kept: QuerySet[Loan] = queryset
        if self.value() == "open":
            kept = queryset.open()
        if self.value() == "overdue":
            kept = queryset.overdue(at=now())
        return kept


class LoanLineInline(AssetInline):
    """The assets of a loan."""

    model = LoanLine

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Ask for what goes out; show what became of it."""
        if obj is None:
            return ("asset", "condition_out")
        return ("asset", "due_at", "returned_at", "condition_out", "condition_in", "lost", "note")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read the assets along."""
        return super().get_queryset(request).select_related("asset")


@admin.register(Loan)
class LoanAdmin(BorrowedAdmin):
    """Who has what. A loan is handed out here, and taken back in the list."""

    create_verb = staticmethod(actions.check_out)

    list_display = ("out_at", "due_at", "who", "what", "is_on_time", "closed_at", "promise")
    list_filter = (OutFilter, "due_at", "lines__asset__product__category")
    list_select_related = ("reservation", "place")
    search_fields = (*BorrowedAdmin.search_fields, "place__path")
    autocomplete_fields = ("place",)
    date_hierarchy = "out_at"
    actions = ("take_back", "give_up", "print_forms")
    inlines = (LoanLineInline,)
    fieldsets = (
        (None, {"fields": ("borrower", "place", "due_at", "note")}),
        ("Record", {"fields": ("out_at", "closed_at", "promise", "created_by")}),
        ("Versions", {"fields": ("created_at", "updated_at", "version")}),
    )
    readonly_fields = ("out_at", "closed_at", "promise", "created_by")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is out does not change by being typed."""
        return False

    @admin.display(description="borrower", ordering="borrower_name")
    def who(self, row: Any) -> str:
        """Lead to the borrower, or to the place."""
        if row.place is None:
            return super().who(row)
        address = reverse("admin:gear_location_change", args=[row.place_id])
        return format_html('<a href="{}">{}</a>', address, row.place)

    def item_of(self, line: dict[str, Any]) -> HandedOut:
        """Return which asset goes out, and how it looks."""
        return HandedOut(line["asset"], line["condition_out"])

    @admin.display(boolean=True, description="on time", ordering="due_at")
    def is_on_time(self, loan: Loan) -> bool | None:
        """Tell whether what is out is within its time."""
        return not loan.is_overdue(at=now()) if loan.is_open else None

    @admin.display(description="reservation")
    def promise(self, loan: Loan) -> str:
        """Lead to the reservation that it came from."""
        if loan.reservation is None:
            return "-"
        address = reverse("admin:lending_reservation_change", args=[loan.reservation_id])
        return format_html('<a href="{}">{}</a>', address, loan.reservation)

    @admin.action(description="Take back, in order")
    def take_back(self, request: HttpRequest, queryset: "QuerySet[Loan]") -> None:
        """Take back all that is out of the chosen."""
        self.for_each(request, queryset, actions.return_loan, at=now())

    @admin.action(description="Give up as lost")
    def give_up(self, request: HttpRequest, queryset: "QuerySet[Loan]") -> None:
        """Give up all that is out of the chosen."""
        self.for_each(request, queryset, actions.mark_lost, at=now())

    @admin.action(description="Print loan forms")
    def print_forms(self, request: HttpRequest, queryset: "QuerySet[Loan]") -> None:
        """Have a form of each of the chosen drawn; times are in UTC, the API knows others."""
        for loan in queryset.order_by("out_at", "id"):
            job = actions.start_loan_form(loan=loan, by=caller(request))
            address = reverse("admin:jobs_job_change", args=[job.pk])
            told = format_html('A form is being drawn: <a href="{}">here it will be</a>.', address)
            self.message_user(request, told)
