"""The page of what gear is worth, and of what is due for replacement."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from catalog_service.desk.views.pages import DeskPage
from catalog_service.reports import selectors

MOST = 100
SOON = timedelta(days=365)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


class WorthForm(forms.Form):
    """By what, and on which day."""

    by = forms.ChoiceField(label="By", choices=[(name, _words(name)) for name in selectors.GROUPS])
    at = forms.DateField(
        label="On", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class WorthPage(DeskPage):
    """What gear is worth on a day, by groups, and what is due for replacement within a year."""

    scope = "catalog:desk"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        usual = {"by": "category", "at": timezone.localdate().isoformat()}
        form = WorthForm({**usual, **request.GET.dict()})
        if not form.is_valid():
            return self.page("reports/worth.html", form=form, status=400)
        by, at = form.cleaned_data["by"], form.cleaned_data["at"]
        ends = selectors.ending(selectors.Ends.LIFETIME, first=None, last=_later(at), at=at)
        words: dict[str, Any] = {
            "total": selectors.total(at=at),
            "groups": selectors.worth_by(by, at=at)[:MOST],
            "due": ends.select_related("product")[:MOST],
            "at": at,
            "heading": _words(by),
            "asked": urlencode({"by": by, "at": at}),
            "until": urlencode({"last": _later(at)}),
        }
        return self.page("reports/worth.html", form=form, **words)


def _later(at: Any) -> Any:
    """Return the same day of the next year, or the last day that there is."""
    return at + SOON if at.year < 9999 else at
