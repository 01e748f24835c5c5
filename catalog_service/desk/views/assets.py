"""The page of an asset, by its tag or its id: what a scanned label opens."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from catalog_service.desk import selectors
from catalog_service.desk.views.pages import DeskPage
from catalog_service.desk.views.scanning import MomentInput
from catalog_service.gear.models import Asset, Product
from catalog_service.lending import actions
from catalog_service.lending.errors import Taken
from catalog_service.lending.selectors import assets_called
from chassis.errors import DomainError

DAYS = 14
PRODUCTS = Product.objects.select_related("category")


class ReserveForm(forms.Form):
    """For which time somebody wants an asset."""

    starts_at = forms.DateTimeField(label="From", widget=MomentInput)
    ends_at = forms.DateTimeField(label="Until", widget=MomentInput)
    note = forms.CharField(label="What for?", max_length=10_000, required=False)


class AssetPage(DeskPage):
    """What it is, whether it can be had, and a form to reserve it for oneself."""

    def get(self, request: HttpRequest, tag: str) -> HttpResponse:
        """Show it."""
        return self._page(_asset(tag))

    def post(self, request: HttpRequest, tag: str) -> HttpResponse:
        """Reserve it, or say what is in the way."""
        asset = _asset(tag)
        if not self.caller.may("catalog:request"):
            return self.refused("catalog:request")
        with timezone.override(selectors.zone_of(asset)):
            return self._reserve(asset, ReserveForm(request.POST))

    def _reserve(self, asset: Asset, form: ReserveForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(asset, form)
        words: Any = {**form.cleaned_data, "lines": [asset], "borrower": self.caller.person_id}
        try:
            reservation = self.do(actions.request_reservation, at=timezone.now(), **words)
        except Taken as error:
            times = {name: _moments(error.more[name]) for name in ("clashes", "free")}
            return self._page(asset, form, **times)
        except DomainError as error:
            form.add_error(error.attr if error.attr in form.fields else None, error.detail)
            return self._page(asset, form)
        messages.success(self.request, f"It is {reservation.get_status_display().lower()} for you.")
        return redirect("asset-page", tag=asset.tag)

    def _page(self, asset: Asset, form: ReserveForm | None = None, **words: Any) -> HttpResponse:
        first, at = timezone.localdate(), timezone.now()
        shown = selectors.calendar([asset], first, DAYS, to=self.caller, at=at)
        with timezone.override(shown.zone):
            if self.caller.may("catalog:desk"):
                words["came_back"] = selectors.came_back(asset)
            words |= {"asset": asset, "row": shown.rows[0], "form": form or _first_form()}
            return self.page("desk/asset.html", **words)


def _moments(told: Iterable[Mapping[str, str]]) -> list[list[datetime]]:
    """Return from when to when, as a page can tell it in the reader's words."""
    return [[datetime.fromisoformat(each[name]) for name in ("from", "to")] for each in told]


def _first_form() -> ReserveForm:
    begin = timezone.localtime().replace(minute=0, second=0) + timedelta(hours=1)
    return ReserveForm(initial={"starts_at": begin, "ends_at": begin + timedelta(days=1)})


def _asset(tag: str) -> Asset:
    called = assets_called([tag])
    if tag not in called:
        raise Http404
    prefetch_related_objects([called[tag]], Prefetch("product", PRODUCTS))
    return called[tag]
