"""The clients of the OAuth provider in the admin; its tokens and codes are nobody's to read."""

from django.contrib import admin
from oauth2_provider.admin import ApplicationAdmin
from oauth2_provider.models import AccessToken, Grant, IDToken, RefreshToken

from accounts_service.access.models import Client

for model in (AccessToken, Client, Grant, IDToken, RefreshToken):
    admin.site.unregister(model)


@admin.register(Client)
class ClientAdmin(ApplicationAdmin):
    """The provider's own page, with what each client may be granted in the list."""

    list_display = ("name", "client_id", "client_type", "authorization_grant_type", "scopes")
    search_fields = ("name", "client_id")
