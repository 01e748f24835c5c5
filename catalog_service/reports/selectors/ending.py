"""Which warranties end, and what is due for replacement."""

from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

from catalog_service.reports.selectors.worth import valued


class Ends(StrEnum):
    """What comes to its end."""

    WARRANTY = "warranty"
    LIFETIME = "lifetime"


# What is told of an asset, in the order of the columns.
ENDING = {
    "asset": F("pk"),
    "tag": F("tag"),
    "product": F("product__title"),
    "category": F("product__category__name"),
    "location": F("location__path"),
    "status": F("status"),
    "purchase_date": F("purchase_date"),
    "purchase_cost": F("purchase_cost"),
    "value": F("worth"),
    # As text: a warranty may be told until after the year 9999.
    "warranty_until": Cast("warranty_until", CharField()),
    "lifetime_until": Cast("lifetime_until", CharField()),
}


def ending(what: Ends, *, first: date | None, last: date, at: date) -> QuerySet[Any]:
    """Return assets of which something ends from one day to another, what ends first before."""
    name = f"{what}_until"
    assets = valued(at=at).filter(**{f"{name}__lte": last})
    if first:
        assets = assets.filter(**{f"{name}__gte": first})
    return assets.order_by(name, "tag")
