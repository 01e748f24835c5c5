"""The buttons beside what today brings."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from catalog_service.desk.views.pages import DeskPage
from catalog_service.lending import actions, selectors
from chassis.errors import DomainError
from chassis.pages.views import on_row


class Decision(NamedTuple):
    """A verb, and what is said when it is done."""

    verb: Callable[..., Any]
    said: str


DECISIONS = {
    ("reservations", "approve"): Decision(actions.approve_reservation, "Approved."),
    ("reservations", "reject"): Decision(actions.reject_reservation, "Rejected."),
    ("reservations", "collect"): Decision(actions.collect_reservation, "Handed out."),
    ("loans", "return"): Decision(actions.return_loan, "Taken back, in order."),
}
TIMED = (actions.approve_reservation, actions.collect_reservation, actions.return_loan)
ROWS = {"reservations": selectors.reservations_for, "loans": selectors.loans_for}


class DecisionView(DeskPage):
    """Decide about a reservation, hand it out, or take a loan back; then show the desk again."""

    scope = "catalog:desk"
    kind = decision = ""  # each address says its own

    def post(self, request: HttpRequest, *, pk: UUID) -> HttpResponse:
        """Do it, or say why not."""
        decided, rows = DECISIONS[self.kind, self.decision], ROWS[self.kind](self.caller)
        words = {"at": timezone.now()} if decided.verb in TIMED else {}
        try:
            self.do(on_row(decided.verb, rows, pk), **words)
            messages.success(request, decided.said)
        except DomainError as error:
            messages.error(request, error.detail)
        return redirect("desk")
