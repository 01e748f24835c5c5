"""Clients and the audit trail in the admin; tokens, codes and factors are nobody's to read."""

from typing import Any, ClassVar

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from oauth2_provider.admin import ApplicationAdmin
from oauth2_provider.models import AccessToken, Grant, IDToken, RefreshToken

from accounts_service.access.actions import make_client, renew_secret, revoke_api_token
from accounts_service.access.actions.recording import record
from accounts_service.access.models import AccessRecord, ApiToken, Client, Kind
from chassis.admin.links import to_trace
from chassis.admin.read_only import ReadOnlyAdmin

# What a library brings would write past the verbs, and past the audit trail.
LIBRARIES = (AccessToken, Authenticator, Client, EmailAddress, Grant, Group, IDToken, RefreshToken)
for model in filter(admin.site.is_registered, LIBRARIES):
    admin.site.unregister(model)


@admin.register(Client)
class ClientAdmin(ApplicationAdmin):
    """Programs: made and given secrets by the same verbs as from the command line."""

    form = ModelForm
    list_display = ("name", "client_id", "client_type", "authorization_grant_type", "scopes")
    search_fields = ("name", "client_id")
    actions = ("renew_secrets",)
    fields: ClassVar = (
        "name",
        "client_type",
        "authorization_grant_type",
        "scopes",
        "redirect_uris",
        "post_logout_redirect_uris",
    )
    MADE_ONCE: ClassVar = ("client_type", "authorization_grant_type")

    def get_readonly_fields(self, request: HttpRequest, obj: Client | None = None) -> Any:
        """What a program is does not change: tokens that it has were given for that."""
        return self.MADE_ONCE if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:  # noqa: FBT001
        """Make the client by the verb, or save it and record which fields were changed."""
        if change:
            obj.save()
            fields = sorted(form.changed_data)
            record(Kind.CLIENT_CHANGED, by=_actor(request), client=obj.client_id, fields=fields)
            return
        client, secret = make_client(
            name=obj.name,
            scopes=obj.scopes.split(),
            redirect_uris=obj.redirect_uris.split(),
            post_logout_redirect_uris=obj.post_logout_redirect_uris.split(),
            public=not obj.has_secret,
            device=obj.authorization_grant_type == Client.GRANT_DEVICE_CODE,
            by=_actor(request),
        )
        obj.__dict__.update(client.__dict__)
        obj.shown_secret = secret

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the secret, once, in the answer itself: a message would be kept somewhere."""
        return self._show(request, obj, obj.shown_secret)

    @admin.action(description="Give a new secret; the old one is void at once")
    def renew_secrets(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Give one program another secret, and show it."""
        client = queryset.first() if queryset.count() == 1 else None
        if client is None or not client.has_secret:
            self.message_user(request, "Choose one program that has a secret.", messages.ERROR)
            return None
        return self._show(request, client, renew_secret(client=client, by=_actor(request)))

    def _show(self, request: HttpRequest, client: Client, secret: str) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "client": client, "secret": secret}
        response = render(request, "access/client_made.html", context)
        response["Cache-Control"] = "no-store"
        return response

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


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Everybody's API tokens, without their secrets; to revoke them is an action."""

    list_display = (
        "name",
        "prefix",
        "person",
        "scopes",
        "expires_at",
        "last_used_at",
        "revoked_at",
    )
    list_filter = ("revoked_at", "expires_at")
    search_fields = ("name", "prefix", "person__username")
    fields: ClassVar = (
        "name",
        "prefix",
        "person",
        "scopes",
        "created_at",
        "expires_at",
        "last_used_at",
        "revoked_at",
    )
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Whoever may do so in the API."""
        user: Any = request.user
        return bool(user.caller().may("accounts:admin"))

    @admin.action(description="Revoke the selected API tokens", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: Any) -> None:
        """Revoke them: they are refused within five seconds."""
        caller: Any = request.user
        for token in queryset:
            revoke_api_token(token=token, by=caller.caller())
        self.message_user(request, "They are revoked.")


def _actor(request: HttpRequest) -> str:
    return str(request.user.pk)
