"""What every page has in common: somebody who may see it, and their own clock."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views import View
from django.views.decorators.cache import never_cache

from chassis.auth import Caller
from chassis.errors.deadlocks import once_more
from chassis.models import named
from chassis.zones import NoSuchZone, zone

T = TypeVar("T")

# Nothing of these pages stands inline.
POLICY = {"script-src": [SELF], "style-src": [SELF]}


class Page(View):
    """A page for who is signed in and has the scope; others are led to the sign-in, or told."""

    scope: ClassVar[str]
    refusal: ClassVar[str] = "pages/not_for_you.html"
    caller: Caller

    @method_decorator(never_cache)
    @method_decorator(csp_replace(POLICY))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer, with times as the reader's clock shows them."""
        user: Any = request.user
        if not user.is_authenticated:
            asked = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?{asked}")
        self.caller = user.caller()
        with timezone.override(zone_of(request)):
            if not self.caller.may(self.scope):
                return self.refused(self.scope)
            return super().dispatch(request, *args, **kwargs)

    def do(self, verb: Callable[..., T], **words: Any) -> T:
        """Do a verb in one transaction, as whoever asks."""

        def whole() -> T:
            with transaction.atomic():
                return verb(by=self.caller, **words)

        return once_more(whole)

    def page(self, template: str, *, status: int = 200, **words: Any) -> HttpResponse:
        """Return a page, which also knows who reads it."""
        may = {scope.partition(":")[2]: True for scope in self.caller.scopes}
        known = {"caller": self.caller, "may": may, "zone": timezone.get_current_timezone_name()}
        return render(self.request, template, {**known, **words}, status=status)

    def refused(self, scope: str) -> HttpResponse:
        """Tell somebody which scope is missing."""
        return self.page(self.refusal, status=403, scope=scope)


def on_row(verb: Callable[..., Any], rows: "QuerySet[Any]", pk: UUID) -> Callable[..., Any]:
    """Return a verb that is done to one of some rows, which it locks first."""
    return partial(_on_row, verb, rows, pk)


def _on_row(verb: Callable[..., Any], rows: "QuerySet[Any]", pk: UUID, **words: Any) -> Any:
    row = get_object_or_404(rows.select_for_update(of=("self",), no_key=True), pk=pk)
    return verb(**named(row), **words)


def zone_of(request: HttpRequest) -> ZoneInfo:
    """Return the time zone that the browser told (static/pages/zone.js), or UTC."""
    try:
        return zone(request.COOKIES.get(f"{settings.SERVICE}_zone", "UTC"))
    except NoSuchZone:
        return zone("UTC")
