"""The pages of counts."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from catalog_service.desk import actions, selectors
from catalog_service.desk.models import Result, StockTake
from catalog_service.desk.views.pages import DeskPage
from catalog_service.desk.views.scanning import TagsForm
from catalog_service.gear.models import Location
from chassis.errors import DomainError

MOST = 20


class StartForm(forms.Form):
    """What is counted, and where."""

    name = forms.CharField(label="Name", max_length=100)
    location = forms.ModelChoiceField(
        Location.objects.order_by("path"), required=False, empty_label="Everywhere"
    )


class StockTakesPage(DeskPage):
    """The counts, newest first, and a form to begin one."""

    scope = "catalog:desk"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self._page(StartForm(initial={"name": f"Count of {timezone.localdate()}"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin one."""
        form = StartForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        return redirect("stock-take", self.do(actions.start_stock_take, **form.cleaned_data).pk)

    def _page(self, form: StartForm) -> HttpResponse:
        takes = StockTake.objects.select_related("location")[:MOST]
        return self.page("desk/stock_takes.html", form=form, takes=takes)


class StockTakePage(DeskPage):
    """A count: scan what is there, see what is missing, close it."""

    scope = "catalog:desk"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show it."""
        return self._page(get_object_or_404(StockTake, pk=pk), TagsForm())

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Note what was scanned, close the count, or have its list drawn."""
        take, form = get_object_or_404(StockTake, pk=pk), TagsForm(request.POST)
        words = {"at": timezone.now()}
        try:
            if "close" in request.POST:
                self.do(self._locked(pk, actions.close_stock_take), **words)
                messages.success(request, "It is closed.")
                return redirect("stock-take", pk)
            if "draw" in request.POST:
                job = self.do(actions.start_list, stocktake=take)
                return redirect("job-detail", job.pk)
            if not form.is_valid():
                return self._page(take, form)
            tags = form.cleaned_data["tags"]
            counted = self.do(self._locked(pk, actions.count), tags=tags, **words)
        except DomainError as error:
            form.is_valid()
            form.add_error(None, error.detail)
            return self._page(take, form)
        prefetch_related_objects([row.asset for row in counted if row.asset], "product")
        take.refresh_from_db()
        return self._page(take, TagsForm(), counted)

    def _locked(self, pk: UUID, verb: Any) -> Any:
        def do(**words: Any) -> Any:
            rows = StockTake.objects.select_for_update(of=("self",), no_key=True)
            return verb(stocktake=get_object_or_404(rows, pk=pk), **words)

        return do

    def _page(self, take: StockTake, form: TagsForm, counted: Any = ()) -> HttpResponse:
        lines = {
            result.value: selectors.lines_with(take, result)
            for result in (Result.MISSING, Result.UNEXPECTED, Result.UNKNOWN)
        }
        return self.page("desk/stock_take.html", take=take, form=form, scanned=counted, lines=lines)
