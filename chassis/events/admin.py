"""Dead letters, and what was sent and received, in the admin."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from chassis.admin.links import to_trace
from chassis.admin.operators import may_operate
from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import caller
from chassis.admin.steered import SteeredAdmin
from chassis.events import actions
from chassis.events.models import ConsumerPosition, DeadLetter, OutboxEvent, ReadingGroup


class ReasonForm(ActionForm):
    """The choice of an action, and why."""

    reason = forms.CharField(required=False, max_length=2000, label="Reason to discard:")


@admin.register(DeadLetter)
class DeadLetterAdmin(SteeredAdmin):
    """Events that could not be applied: look, mend the cause, then replay or discard."""

    list_display = (
        "type",
        "consumer",
        "subject",
        "status",
        "reason",
        "tries",
        "created_at",
        "request",
    )
    list_filter = ("status", "reason", "type", "consumer", "created_at")
    search_fields = ("id", "event_id", "subject", "request_id", "error")
    action_form = ReasonForm
    actions = ("replay", "discard")

    @admin.display(description="request")
    def request(self, letter: DeadLetter) -> str:
        """Link to the way of the request that caused it."""
        return to_trace(letter.request_id)

    def has_operate_permission(self, request: HttpRequest) -> bool:
        """Whether this person runs the service."""
        return may_operate(request)

    @admin.action(description="Replay", permissions=["operate"])
    def replay(self, request: HttpRequest, queryset: "QuerySet[DeadLetter]") -> None:
        """Try the chosen letters again."""
        by, now = caller(request), timezone.now()
        self.each(request, queryset, lambda letter: actions.replay(letter=letter, by=by, at=now))

    @admin.action(description="Discard, with the reason", permissions=["operate"])
    def discard(self, request: HttpRequest, queryset: "QuerySet[DeadLetter]") -> None:
        """Never apply the chosen letters."""
        reason = request.POST.get("reason", "").strip()
        if not reason:
            self.message_user(request, "Say the reason beside the action.", messages.ERROR)
            return
        by, now = caller(request), timezone.now()
        self.each(
            request,
            queryset,
            lambda letter: actions.discard(letter=letter, by=by, at=now, reason=reason),
        )


@admin.register(OutboxEvent)
class OutboxEventAdmin(ReadOnlyAdmin):
    """What this service told, and whether it is sent."""

    list_display = ("type", "subject", "version", "at", "sent_at", "request")
    list_filter = ("type", ("sent_at", admin.EmptyFieldListFilter))
    search_fields = ("event_id", "subject")
    ordering = ("-position",)
    show_full_result_count = False

    @admin.display(description="request")
    def request(self, event: OutboxEvent) -> str:
        """Link to the way of the request that caused it."""
        return to_trace(event.origin.get("request_id", ""))


@admin.register(ConsumerPosition)
class ConsumerPositionAdmin(ReadOnlyAdmin):
    """How far this service has read the streams of others."""

    list_display = ("stream", "last_id", "lag", "checked_at", "fresh_at")


@admin.register(ReadingGroup)
class ReadingGroupAdmin(ReadOnlyAdmin):
    """Who reads this service's events; while one is missing, its stream is not trimmed."""

    list_display = ("stream", "name", "waiting", "seen_at", "missing_since")
