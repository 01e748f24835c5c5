"""The page of an asset, by its tag or its id: what a scanned label opens."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from catalog_service.desk import selectors
from catalog_service.desk.views.pages import DeskPage
from catalog_service.desk.views.scanning import MomentInput
from catalog_service.gear.models import Asset
from catalog_service.lending import actions
from catalog_service.lending.selectors import assets_called
from chassis.errors import DomainError

DAYS = 14


class ReserveForm(forms.Form):
    """For which time somebody wants an asset."""

    starts_at = forms.DateTimeField(label="From", widget=MomentInput)
    ends_at = forms.DateTimeField(label="Until", widget=MomentInput)
    note = forms.CharField(label="What for?", max_length=10_000, required=False)


class AssetPage(DeskPage):
    """What it is, whether it can be had, and a form to reserve it for oneself."""

    def get(self, request: HttpRequest, tag: str) -> HttpResponse:
        """Show it."""
        begin = timezone.localtime().replace(minute=0, second=0) + timedelta(hours=1)
        first = {"starts_at": begin, "ends_at": begin + timedelta(days=1)}
        return self._page(_asset(tag), ReserveForm(initial=first))

    def post(self, request: HttpRequest, tag: str) -> HttpResponse:
        """Reserve it, or say what is in the way."""
        asset, form = _asset(tag), ReserveForm(request.POST)
        if not self.caller.may("catalog:request"):
            return self.refused("catalog:request")
        if not form.is_valid():
            return self._page(asset, form)
        words: Any = {**form.cleaned_data, "lines": [asset], "borrower": self.caller.person_id}
        try:
            reservation = self.do(actions.request_reservation, at=timezone.now(), **words)
        except DomainError as error:
            form.add_error(error.attr if error.attr in form.fields else None, error.detail)
            return self._page(asset, form, free=error.more.get("free", ()))
        messages.success(request, f"It is {reservation.get_status_display().lower()} for you.")
        return redirect("asset-page", tag=asset.tag)

    def _page(self, asset: Asset, form: ReserveForm, **words: Any) -> HttpResponse:
        days = selectors.days_from(timezone.localdate(), DAYS)
        shown = selectors.calendar([asset], days, to=self.caller, at=timezone.now())
        return self.page("desk/asset.html", asset=asset, row=shown.rows[0], form=form, **words)


def _asset(tag: str) -> Asset:
    called = assets_called([tag])
    if tag not in called:
        raise Http404
    return called[tag]
