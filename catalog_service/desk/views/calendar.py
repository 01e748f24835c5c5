"""The calendar: what is free from when to when."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from catalog_service.desk import selectors
from catalog_service.desk.views.pages import DeskPage
from catalog_service.gear.models import Asset, Category, Location, Product
from catalog_service.lending.models import Kit

MOST_ROWS = 25
SPANS = ((1, "A day, by the hour"), (7, "A week"), (14, "Two weeks"), (28, "Four weeks"))
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


class Shown(NamedTuple):
    """What the rows of a calendar are, and by what they are ordered."""

    rows: "QuerySet[Any]"
    order: str
    category: str  # where their categories stand
    asset: str  # and their assets


SHOWN: Mapping[str, Shown] = {
    "assets": Shown(Asset.objects.select_related("product"), "tag", "product__category__in", "pk"),
    "products": Shown(Product.objects.all(), "title", "category__in", "assets"),
    "kits": Shown(
        Kit.objects.with_parts(), "name", "parts__product__category__in", "parts__product__assets"
    ),
}


class DayInput(forms.DateInput):
    """A day as browsers let people choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CalendarForm(forms.Form):
    """Which gear, and which days."""

    show = forms.ChoiceField(label="Show", choices=[(name, name.title()) for name in SHOWN])
    q = forms.CharField(
        label="Words", required=False, max_length=200, widget=forms.TextInput(attrs={"size": 18})
    )
    product = forms.ModelChoiceField(
        Product.objects.all(), required=False, widget=forms.HiddenInput
    )
    category = forms.ChoiceField(required=False)
    place = forms.ChoiceField(required=False)
    first = forms.DateField(label="From", required=False, widget=DayInput)
    days = forms.TypedChoiceField(label="For", choices=SPANS, coerce=int)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, branches: Mapping[str, selectors.Choices], **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name, choices in branches.items():
            field: Any = self.fields[name]
            field.choices = [("", "All"), *choices]

    def clean_first(self) -> date:
        """Begin today if nothing is said."""
        first: date = self.cleaned_data["first"] or timezone.localdate()
        if not FIRST <= first <= LAST:
            raise forms.ValidationError("A day of this century.")
        return first


class CalendarPage(DeskPage):
    """Some assets, products or kits and their days, as a table."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        branches = selectors.branches()
        said = {"show": "assets", "days": "14", **request.GET.dict()}
        form = CalendarForm(said, branches=branches)
        if not form.is_valid():
            return self.page("desk/calendar.html", form=form, status=400)
        asked = form.cleaned_data
        places = _inside(asked["place"])
        rows = _rows(**asked, places=places)
        first, days, at = asked["first"], asked["days"], timezone.now()
        if asked["show"] == "assets":
            found: Any = selectors.calendar(rows[:MOST_ROWS], first, days, to=self.caller, at=at)
        else:
            found = selectors.shelves(rows[:MOST_ROWS], first, days, at=at, places=places)
        last = rows[MOST_ROWS - 1].pk if len(rows) > MOST_ROWS else None
        with timezone.override(found.zone):
            return self.page(
                "desk/calendar.html",
                form=CalendarForm(initial={**asked, "after": ""}, branches=branches),
                asked=asked,
                calendar=found,
                slots=[(slot, _address(asked, first=slot.date, days=1)) for slot in found.slots],
                earlier=_address(asked, first=first - timedelta(days=days)),
                later=_address(asked, first=first + timedelta(days=days)),
                more=last and _address(asked, after=last),
            )


def _inside(place: str) -> Collection[UUID] | None:
    """Return a place and all that is inside of it; None if none was chosen."""
    if not place:
        return None
    return list(Location.objects.within(place).values_list("pk", flat=True))


def _rows(
    *,
    show: str,
    q: str,
    product: Product,
    category: str,
    after: UUID | None,
    places: Collection[UUID] | None,
    **_: object,
) -> list[Any]:
    """Return a page of rows in their order, and one more if there is one."""
    shown = SHOWN[show]
    rows = selectors.matching(shown.rows, q)
    if product and show == "assets":
        rows = rows.filter(product=product)
    if category:
        rows = rows.filter(**{shown.category: Category.objects.within(category)}).distinct()
    if places is not None:
        there = Asset.objects.belonging_to(places)
        rows = rows.filter(**{f"{shown.asset}__in": there.values("pk")}).distinct()
    if before := after and shown.rows.filter(pk=after).values_list(shown.order, flat=True).first():
        same = Q(**{shown.order: before}, pk__gt=after)
        rows = rows.filter(Q(**{f"{shown.order}__gt": before}) | same)
    return list(rows.order_by(shown.order, "pk")[: MOST_ROWS + 1])


def _address(asked: Mapping[str, Any], **changes: Any) -> str:
    said = {
        **asked,
        "product": asked["product"] and asked["product"].pk,
        **changes,
    }
    return f"?{urlencode({name: value for name, value in said.items() if value})}"
