"""Flows in the admin: to follow, to try again, to give up; and what others had done here."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from chassis.admin.on_page import PageActions
from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import caller
from chassis.admin.traced import TracedAdmin
from chassis.sagas import actions
from chassis.sagas.models import OVER, Moment, Receipt, Saga, SagaStep


class RecordInline(admin.TabularInline):
    """Lines of a record: to look at, not to touch."""

    classes = ("records",)
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody types a record."""
        return False


class StepInline(RecordInline):
    """The steps that a flow came to."""

    model = SagaStep
    verbose_name_plural = "steps"
    fields = ("key", "round", "status", "attempts", "said", "made", "begun_at", "ended_at")
    readonly_fields = fields


class MomentInline(RecordInline):
    """What happened when."""

    model = Moment
    verbose_name_plural = "timeline"
    fields = ("when", "what", "step", "detail", "by")
    readonly_fields = fields

    @admin.display(description="at")
    def when(self, moment: Moment) -> str:
        """Tell the second: much happens within a minute."""
        return f"{timezone.localtime(moment.at):%Y-%m-%d %H:%M:%S}"


@admin.register(Saga)
class SagaAdmin(PageActions, TracedAdmin):
    """Flows over several services."""

    list_display = (
        "flow", "subject", "status", "attempts", "waits_on", "owner", "created_at", "finished_at",
    )  # fmt: skip
    list_filter = ("status", "flow", "created_at")
    search_fields = ("id", "subject", "owner", "request_id")
    actions = page_actions = ("retry", "abort")
    inlines = (StepInline, MomentInline)
    fieldsets: ClassVar = (
        (None, {"fields": ("flow", "flow_version", "subject", "person", "told")}),
        ("How it is", {"fields": ("status", "error", "attempts", "waits_on", "deadline")}),
        ("Where it came from", {"fields": ("owner", "request")}),
        ("When", {"fields": ("created_at", "due_at", "updated_at", "finished_at")}),
    )

    def offered(self, row: Saga) -> Sequence[str]:
        """What is over stays so."""
        return () if row.status in OVER else super().offered(row)

    @admin.action(description="Try again", permissions=["steer"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Saga]) -> None:
        """Go on with the chosen flows."""
        words: dict[str, Any] = {"by": caller(request), "at": timezone.now()}
        self.each(request, queryset, lambda saga: actions.retry(saga=saga, **words))

    @admin.action(description="Give up, and take back what was done", permissions=["steer"])
    def abort(self, request: HttpRequest, queryset: QuerySet[Saga]) -> None:
        """Take the chosen flows back."""
        words: dict[str, Any] = {"by": caller(request), "at": timezone.now()}
        self.each(request, queryset, lambda saga: actions.abort(saga=saga, **words))


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    """What was done for flows, those of other services above all."""

    list_display = ("name", "saga", "step", "outcome", "asked_by", "asked_at", "undone_at")
    list_filter = ("outcome", "name", "asked_at")
    search_fields = ("saga", "request_id")
