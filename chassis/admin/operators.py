"""Who runs the service: in the admin the same people as in the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

Page = Callable[[HttpRequest], HttpResponse]


def may_operate(request: HttpRequest) -> bool:
    """Tell whether whoever asks runs the service: a superuser, or who has the scope."""
    user = getattr(request, "user", None)
    if getattr(user, "is_superuser", False):
        return True
    caller = getattr(user, "caller", None)
    return bool(caller and caller().may(f"{settings.SERVICE}:operate"))


def operators_only(page: Page) -> Callable[..., HttpResponse]:
    """Keep a page of the admin to those who run the service; tell others so."""

    @wraps(page)
    def guarded(request: HttpRequest) -> HttpResponse:
        if may_operate(request):
            return page(request)
        words = {
            **admin.site.each_context(request),
            "title": "This page is not open to you",
            "scope": f"{settings.SERVICE}:operate",
        }
        return TemplateResponse(request, "admin/operators_only.html", words, status=403)

    guard: Callable[..., HttpResponse] = admin.site.admin_view(guarded)
    return guard


class OperatorsOnly(admin.ModelAdmin):
    """Keeps an admin to those who run the service; it stands before the other bases."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show it to them only."""
        return may_operate(request) and super().has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let them look."""
        return may_operate(request) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let them add, where that is done at all."""
        return may_operate(request) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let them change, where that is done at all."""
        return may_operate(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let them delete, where that is done at all."""
        return may_operate(request) and super().has_delete_permission(request, obj)
