"""The page of a loan: what of it comes back, and how it looks."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from catalog_service.desk import actions, selectors
from catalog_service.desk.views.pages import DeskPage
from catalog_service.desk.views.scanning import LookForm
from catalog_service.lending.models import Loan, LoanLine, TakenBack
from catalog_service.lending.selectors import loans_for, named
from chassis.errors import DomainError
from chassis.pages.views import on_row


class LineForm(LookForm):
    """Whether an asset comes back, and how it looks."""

    back = forms.BooleanField(label="It is back", required=False)

    def seen(self, line: LoanLine) -> actions.Seen:
        """Return what the verb wants to know."""
        said = self.cleaned_data
        back = TakenBack(line.asset, said["condition"], said["note"])
        return actions.Seen(back, said["photo"])


class LoanPage(DeskPage):
    """Who has what, how it looked when it went out, and a form to take it back."""

    scope = "catalog:desk"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show it."""
        loan = self._loan(pk)
        first = {
            line: LineForm(prefix=_name(line), initial={"back": not line.lost})
            for line in _out(loan)
        }
        return self._page(loan, first)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Take back what is ticked, or say why not."""
        loan = self._loan(pk)
        sent = {
            line: LineForm(request.POST, request.FILES, prefix=_name(line)) for line in _out(loan)
        }
        if not all(form.is_valid() for form in sent.values()):
            return self._page(loan, sent)
        back = [form.seen(line) for line, form in sent.items() if form.cleaned_data["back"]]
        if not back:
            return self._page(loan, sent, errors=["Tick what is back."])
        try:
            self.do(on_row(actions.take_back, self._loans(), pk), at=timezone.now(), lines=back)
        except DomainError as error:
            return self._page(loan, sent, errors=_beside(sent, error))
        messages.success(request, f"Taken back: {len(back)}.")
        return redirect("desk-loan", pk)

    def _loans(self) -> Any:
        return loans_for(self.caller)

    def _loan(self, pk: UUID) -> Loan:
        loan: Loan = get_object_or_404(named(self._loans().prefetch_related(None)), pk=pk)
        prefetch_related_objects([line.asset for line in loan.lines.all()], "product")
        return loan

    def _page(
        self, loan: Loan, forms: dict[LoanLine, LineForm], errors: list[str] | None = None
    ) -> HttpResponse:
        shown = selectors.looked(loan)
        lines = [(line, forms.get(line), shown.get(line.asset_id, ())) for line in loan.lines.all()]
        return self.page("desk/loan.html", loan=loan, lines=lines, errors=errors)


def _out(loan: Loan) -> list[LoanLine]:
    return [line for line in loan.lines.all() if line.returned_at is None]


def _name(line: LoanLine) -> str:
    return str(line.asset_id)


def _beside(forms: dict[LoanLine, LineForm], error: DomainError) -> list[str]:
    """Put an error beside its field; return what has none."""
    for form in forms.values():
        if error.attr == form.add_prefix("photo"):
            form.add_error("photo", error.detail)
            return []
    return [error.detail]
