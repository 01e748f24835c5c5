"""Webhooks and what was sent to them, in the admin; they are for those who run the service."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import MultipleChoiceField
from django.forms.widgets import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from chassis.admin.operators import OperatorsOnly
from chassis.admin.resource import ResourceAdmin, caller
from chassis.admin.steered import SteeredAdmin
from tasks_service.hooks import actions
from tasks_service.hooks.events import PUBLIC
from tasks_service.hooks.models import Delivery, Webhook


@admin.register(Webhook)
class WebhookAdmin(OperatorsOnly, ResourceAdmin):
    """Addresses that are told what happens."""

    create_verb = staticmethod(actions.create_webhook)
    change_verb = staticmethod(actions.change_webhook)
    delete_verb = staticmethod(actions.delete_webhook)

    list_display = ("name", "url", "is_active", "off_because", "failing_since", "created_at")
    list_filter = ("is_active", "off_because")
    search_fields = ("name", "url")
    actions = ("ping", "renew_secrets")
    fieldsets: ClassVar = (
        (None, {"fields": ("name", "url", "event_types", "is_active")}),
        ("How it is", {"fields": ("off_because", "failing_since", "former_until")}),
        ("Record", {"fields": ("created_by", "created_at", "updated_at", "version")}),
    )
    readonly_fields = ("off_because", "failing_since", "former_until", "created_by")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let events be chosen from those that there are."""
        if db_field.name == "event_types":
            choices = [(name, f"{name}: {PUBLIC[name]}") for name in sorted(PUBLIC)]
            return MultipleChoiceField(choices=choices, widget=CheckboxSelectMultiple)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the secret, once, in the answer itself: a message would be kept somewhere."""
        return self._show(request, obj)

    @admin.action(description="Ping")
    def ping(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        """Send the chosen an event that says nothing."""
        self.for_each(request, queryset, actions.ping, at=now())

    @admin.action(description="Give a new secret; for a day the old one signs as well")
    def renew_secrets(
        self, request: HttpRequest, queryset: QuerySet[Webhook]
    ) -> HttpResponse | None:
        """Give one webhook another secret, and show it."""
        if queryset.count() != 1:
            self.message_user(request, "Choose one webhook.", messages.ERROR)
            return None
        row = queryset.get()
        return self._show(request, actions.renew_secret(webhook=row, by=caller(request), at=now()))

    def _show(self, request: HttpRequest, webhook: Webhook) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "webhook": webhook}
        response = render(request, "hooks/secret.html", context)
        response["Cache-Control"] = "no-store"
        return response


@admin.register(Delivery)
class DeliveryAdmin(OperatorsOnly, SteeredAdmin):
    """What was sent, and what was answered."""

    list_display = ("created_at", "webhook", "type", "status", "tries", "answered", "problem")
    list_filter = ("status", "webhook", "created_at")
    list_select_related = ("webhook",)
    search_fields = ("event_id",)
    actions = ("redeliver",)

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Whoever sees it may send it again."""
        return self.has_view_permission(request)

    @admin.action(description="Send again", permissions=["steer"])
    def redeliver(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Send the chosen again, those that are over."""
        by, at = caller(request), now()
        self.each(request, queryset, lambda row: actions.redeliver(delivery=row, by=by, at=at))
