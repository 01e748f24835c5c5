"""What exists for a caller, which assets names mean, and when these are free."""

from catalog_service.lending.selectors.amounts import Amounts, amounts
from catalog_service.lending.selectors.asking import blocking, is_here, some_are_unfit
from catalog_service.lending.selectors.assets import assets_called, kits_called, products_called
from catalog_service.lending.selectors.availability import Availability, availability
from catalog_service.lending.selectors.borrowers import Held, held_by
from catalog_service.lending.selectors.callers import loans_for, reservations_for
from catalog_service.lending.selectors.flows import (
    ended_task,
    preparation_of,
    prepared,
    readiness_of,
    repair_of,
)
from catalog_service.lending.selectors.holders import assets_with, holder_name, holders_of, named
from catalog_service.lending.selectors.lendable import lendable
from catalog_service.lending.selectors.policies import fitting, policies_of
from catalog_service.lending.selectors.some import in_the_way, next_free_of_some, shortages
from catalog_service.lending.selectors.spans import Span, longest_buffer
from catalog_service.lending.selectors.times import (
    clashes,
    lock_if_free,
    wait_for_the_same,
    wire,
)

__all__ = [
    "Amounts",
    "Availability",
    "Held",
    "Span",
    "amounts",
    "assets_called",
    "assets_with",
    "availability",
    "blocking",
    "clashes",
    "ended_task",
    "fitting",
    "held_by",
    "holder_name",
    "holders_of",
    "in_the_way",
    "is_here",
    "kits_called",
    "lendable",
    "loans_for",
    "lock_if_free",
    "longest_buffer",
    "named",
    "next_free_of_some",
    "policies_of",
    "preparation_of",
    "prepared",
    "products_called",
    "readiness_of",
    "repair_of",
    "reservations_for",
    "shortages",
    "some_are_unfit",
    "wait_for_the_same",
    "wire",
]
