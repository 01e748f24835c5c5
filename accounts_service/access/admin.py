"""Clients and the audit trail in the admin; tokens and codes are nobody's to read."""

from typing import Any, ClassVar

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from oauth2_provider.admin import ApplicationAdmin
from oauth2_provider.models import AccessToken, Grant, IDToken, RefreshToken

from accounts_service.access.actions.recording import record
from accounts_service.access.models import AccessRecord, Client, Kind
from chassis.admin.links import to_trace
from chassis.admin.read_only import ReadOnlyAdmin

for model in (AccessToken, Client, Grant, IDToken, RefreshToken):
    admin.site.unregister(model)


@admin.register(Client)
class ClientAdmin(ApplicationAdmin):
    """The provider's own page, with what each client may be granted in the list."""

    list_display = ("name", "client_id", "client_type", "authorization_grant_type", "scopes")
    search_fields = ("name", "client_id")

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:  # noqa: FBT001
        """Save, and record which fields were changed."""
        super().save_model(request, obj, form, change)
        kind = Kind.CLIENT_CHANGED if change else Kind.CLIENT_MADE
        record(kind, by=_actor(request), client=obj.client_id, fields=sorted(form.changed_data))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and record it."""
        record(Kind.CLIENT_DELETED, by=_actor(request), client=obj.client_id)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete several, each with its record."""
        for client in queryset:
            self.delete_model(request, client)


@admin.register(AccessRecord)
class AccessRecordAdmin(ReadOnlyAdmin):
    """Who got in, who did not, and what changed about getting in."""

    list_display = ("at", "kind", "person", "by", "address", "client", "detail", "request")
    list_filter = ("kind", "at")
    search_fields = ("person", "by", "address", "client", "request_id")
    fields: ClassVar = ("at", "kind", "person", "by", "address", "client", "detail", "request")

    @admin.display(description="request")
    def request(self, row: AccessRecord) -> str:
        """Link to the way of the request that it came from."""
        return to_trace(row.request_id)


def _actor(request: HttpRequest) -> str:
    return str(request.user.pk)
