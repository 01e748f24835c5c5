"""The calendar: what is free from when to when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from catalog_service.desk import selectors
from catalog_service.desk.views.pages import DeskPage
from catalog_service.gear.models import Category, Product

MOST_ROWS = 25
SPANS = ((7, "A week"), (14, "Two weeks"), (28, "Four weeks"))
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


class DayInput(forms.DateInput):
    """A day as browsers let people choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CalendarForm(forms.Form):
    """Which gear, and which days."""

    q = forms.CharField(
        label="Words", required=False, max_length=200, widget=forms.TextInput(attrs={"size": 18})
    )
    product = forms.ModelChoiceField(
        Product.objects.all(), required=False, widget=forms.HiddenInput
    )
    category = forms.ModelChoiceField(
        Category.objects.order_by("name"), required=False, empty_label="All", to_field_name="slug"
    )
    first = forms.DateField(label="From", required=False, widget=DayInput)
    days = forms.TypedChoiceField(label="For", choices=SPANS, coerce=int)
    after = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def clean_first(self) -> date:
        """Begin today if nothing is said."""
        first: date = self.cleaned_data["first"] or timezone.localdate()
        if not FIRST <= first <= LAST:
            raise forms.ValidationError("A day of this century.")
        return first


class CalendarPage(DeskPage):
    """Some assets and their days, as a table."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        form = CalendarForm({"days": "14", **request.GET.dict()})
        if not form.is_valid():
            return self.page("desk/calendar.html", form=form, status=400)
        asked = form.cleaned_data
        assets = _assets(asked)
        days = selectors.days_from(asked["first"], asked["days"])
        shown = assets[:MOST_ROWS]
        return self.page(
            "desk/calendar.html",
            form=CalendarForm(initial={**asked, "after": ""}),
            product=asked["product"],
            calendar=selectors.calendar(shown, days, to=self.caller, at=timezone.now()),
            earlier=_address(asked, first=asked["first"] - timedelta(days=asked["days"])),
            later=_address(asked, first=asked["first"] + timedelta(days=asked["days"])),
            more=_address(asked, after=shown[-1].tag) if len(assets) > MOST_ROWS else "",
        )


def _assets(asked: dict[str, Any]) -> list[Any]:
    """Return a page of assets by tag, and one more if there is one."""
    wanted: dict[str, Any] = {}
    if asked["product"]:
        wanted["product"] = asked["product"]
    if asked["category"]:
        wanted["product__category"] = asked["category"]
    if asked["after"]:
        wanted["tag__gt"] = asked["after"]
    rows = selectors.matching(asked["q"], **wanted).select_related("product")
    return list(rows.order_by("tag", "id")[: MOST_ROWS + 1])


def _address(asked: dict[str, Any], **changes: Any) -> str:
    said = {
        **asked,
        "product": asked["product"] and asked["product"].pk,
        "category": asked["category"] and asked["category"].slug,
        **changes,
    }
    return f"?{urlencode({name: value for name, value in said.items() if value})}"
