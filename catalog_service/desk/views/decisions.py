"""The buttons beside what today brings."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from catalog_service.desk.views.pages import DeskPage
from catalog_service.lending import actions, selectors
from chassis.errors import DomainError
from chassis.models import named


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
            self.do(partial(_decide, decided.verb, rows, pk), **words)
            messages.success(request, decided.said)
        except DomainError as error:
            messages.error(request, error.detail)
        return redirect("desk")


def _decide(verb: Callable[..., Any], rows: "QuerySet[Any]", pk: UUID, **words: Any) -> None:
    row = get_object_or_404(rows.select_for_update(of=("self",), no_key=True), pk=pk)
    verb(**named(row), **words)
