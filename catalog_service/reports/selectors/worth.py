"""What assets are worth on a day, and how old they are.

Straight-line depreciation: over the lifetime of its product an asset loses each day as much of what
it cost. Without a lifetime it stays worth what it cost. What is lost or retired is not counted.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Avg,
    Case,
    Count,
    DateField,
    DecimalField,
    Expression,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Greatest, Least, Round

from catalog_service.gear.models import Asset, Status

GONE = (Status.LOST, Status.RETIRED)
MONEY: Any = DecimalField(max_digits=20, decimal_places=2)
DAYS_OF_A_YEAR = Value(Decimal("365.25"), MONEY)
SHARE: Any = DecimalField(max_digits=12, decimal_places=6)

# What a report can be grouped by: the id of the group, and what it is called.
GROUPS = {
    "category": ("product__category_id", "product__category__name"),
    "manufacturer": ("product__manufacturer_id", "product__manufacturer__name"),
    "product": ("product_id", "product__title"),
    "location": ("location_id", "location__path"),
    "status": ("status", "status"),
    "status_label": ("status_label_id", "status_label__name"),
}


class MonthsAfter(Func):
    """The day some months after another, or the last of that month: `MonthsAfter(day, months)`."""

    template = "(%(expressions)s)::date"
    arg_joiner = " + interval '1 month' * "
    output_field = DateField()


class DaysBetween(Func):
    """How many days one day is after another: `DaysBetween(later, earlier)`."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


def valued(*, at: date) -> QuerySet[Asset]:
    """Return the assets that were there on a day, each with what it is worth then."""
    day = Value(at, DateField())
    begun = Q(purchase_date=None) | Q(purchase_date__lte=at)
    assets = Asset.objects.order_by().exclude(status__in=GONE).filter(begun)
    return assets.annotate(
        warranty_until=MonthsAfter("purchase_date", "warranty_months"),
        lifetime_until=MonthsAfter("purchase_date", "product__lifetime_months"),
        age_days=DaysBetween(day, "purchase_date"),
        worth=_worth(day),
    )


def worth_by(group: str, *, at: date) -> QuerySet[Any]:
    """Return each group with its sums, the dearest first."""
    key, name = GROUPS[group]
    rows = valued(at=at).values(group_id=F(key), group_name=F(name))
    return rows.annotate(**_sums(at)).order_by(
        F("cost").desc(nulls_last=True), "group_name", "group_id"
    )


def total(*, at: date) -> dict[str, Any]:
    """Return the sums of everything."""
    return valued(at=at).aggregate(**_sums(at))


def _sums(at: date) -> dict[str, Expression]:
    return {
        "assets": Count("pk"),
        "priced": Count("purchase_cost"),
        "cost": Sum("purchase_cost"),
        "value": Sum("worth"),
        "age_years": Round(Avg("age_days", output_field=MONEY) / DAYS_OF_A_YEAR, 1),
        "past_lifetime": Count("pk", filter=Q(lifetime_until__lte=at)),
    }


def _worth(day: Value) -> Case:
    ends = MonthsAfter("purchase_date", "product__lifetime_months")
    left, whole = DaysBetween(ends, day), DaysBetween(ends, F("purchase_date"))
    share = Greatest(
        Value(Decimal(0), SHARE),
        Least(Value(Decimal(1), SHARE), Cast(left, SHARE) / Cast(whole, SHARE)),
    )
    return Case(
        When(Q(product__lifetime_months=None) | Q(purchase_date=None), F("purchase_cost")),
        default=Round(F("purchase_cost") * share, 2),
        output_field=MONEY,
    )
