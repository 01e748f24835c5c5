"""For whom gear may be promised and handed out."""

from collections.abc import Iterable
from uuid import UUID

from catalog_service.lending import errors, selectors
from catalog_service.lending.models import Loan, Policy
from chassis.auth import Caller

DESK = "catalog:desk"


def allowed(wanted: UUID | None, *, by: Caller) -> UUID:
    """Return for whom a caller reserves: themself, or at the desk anybody."""
    own = by.person_id
    borrower = wanted or own
    if borrower is None:
        raise errors.BorrowerMissing(attr="borrower")
    if borrower != own and not by.may(DESK):
        raise errors.OnlyForYourself(attr="borrower")
    return here(borrower)


def here(borrower: UUID) -> UUID:
    """Return a person's id, if they are here as far as the catalog has heard."""
    is_here = selectors.is_here(borrower)
    if is_here is None:
        raise errors.BorrowerUnknown(attr="borrower")
    if not is_here:
        raise errors.BorrowerInactive(attr="borrower")
    return borrower


def refuse_too_many(borrower: UUID, rules: Iterable[Policy]) -> None:
    """Refuse more to whoever has as many open loans as one of the rules allows."""
    limits = [rule.most_loans for rule in rules if rule.most_loans is not None]
    if limits and Loan.objects.of(borrower).open().count() >= min(limits):
        raise errors.TooManyLoans(min(limits))
