"""The verbs of lending: everything that promises gear, hands it out and takes it back."""

from catalog_service.lending.actions.loans import (
    check_out,
    collect_reservation,
    extend_loan,
    mark_lost,
    return_loan,
)
from catalog_service.lending.actions.reservations import (
    approve_reservation,
    cancel_reservation,
    change_reservation,
    reject_reservation,
    request_reservation,
)

__all__ = [
    "approve_reservation",
    "cancel_reservation",
    "change_reservation",
    "check_out",
    "collect_reservation",
    "extend_loan",
    "mark_lost",
    "reject_reservation",
    "request_reservation",
    "return_loan",
]
