"""The verbs of lending: everything that promises gear, hands it out and takes it back."""

from catalog_service.lending.actions.changing import change_asset
from catalog_service.lending.actions.expiring import expire_drafts, expire_reservations
from catalog_service.lending.actions.handing_out import check_out, collect_reservation
from catalog_service.lending.actions.kits import change_kit, create_kit, delete_kit
from catalog_service.lending.actions.leaving import cancel_reservations_of
from catalog_service.lending.actions.loan_forms import draw_loan_form, start_loan_form
from catalog_service.lending.actions.loans import extend_loan, mark_lost, return_loan
from catalog_service.lending.actions.policies import change_policy, create_policy, delete_policy
from catalog_service.lending.actions.promises import (
    allow_borrower,
    mark_ready,
    stand_by_promise,
    withdraw_promise,
)
from catalog_service.lending.actions.repairs import end_repair, put_back, send_to_repair
from catalog_service.lending.actions.reservations import (
    approve_reservation,
    cancel_reservation,
    change_reservation,
    reject_reservation,
    request_reservation,
    submit_reservation,
)
from catalog_service.lending.actions.retiring import retire_asset
from catalog_service.lending.actions.scans import DONE, Scanned, scan
from catalog_service.lending.actions.undoing import undo_loans

__all__ = [
    "DONE",
    "Scanned",
    "allow_borrower",
    "approve_reservation",
    "cancel_reservation",
    "cancel_reservations_of",
    "change_asset",
    "change_kit",
    "change_policy",
    "change_reservation",
    "check_out",
    "collect_reservation",
    "create_kit",
    "create_policy",
    "delete_kit",
    "delete_policy",
    "draw_loan_form",
    "end_repair",
    "expire_drafts",
    "expire_reservations",
    "extend_loan",
    "mark_lost",
    "mark_ready",
    "put_back",
    "reject_reservation",
    "request_reservation",
    "retire_asset",
    "return_loan",
    "scan",
    "send_to_repair",
    "stand_by_promise",
    "start_loan_form",
    "submit_reservation",
    "undo_loans",
    "withdraw_promise",
]
