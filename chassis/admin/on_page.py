"""Actions of a list that a row's own page offers as buttons, and a page that asks before one."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

SURE, ON_PAGE = "sure", "on_page"


class PageActions(admin.ModelAdmin):
    """`page_actions` names the actions of the list that are buttons on the page of a row."""

    page_actions: ClassVar[Sequence[str]] = ()
    change_form_template = "admin/change_form_with_actions.html"

    def offered(self, row: Any) -> Sequence[str]:
        """Return which of them make sense for a row as it is."""
        return self.page_actions

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Put the buttons on the page."""
        row = kwargs.get("obj")
        known = {name: words for _, name, words in filter(None, self.get_actions(request).values())}
        offered = [name for name in self.offered(row) if name in known] if row else []
        context["page_actions"] = [(name, _short(known[name]), known[name]) for name in offered]
        context["list_page"] = _page(self, "changelist")
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return answer

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead back to the page of the row on which an action was chosen."""
        answer: HttpResponse = super().changelist_view(request, *args, **kwargs)
        is_done = getattr(answer, "url", "") == request.get_full_path()
        if ON_PAGE in request.POST and is_done:
            row = request.POST.get(ACTION_CHECKBOX_NAME, "")
            return HttpResponseRedirect(_page(self, "change", row))
        return answer

    def ask(
        self,
        request: HttpRequest,
        rows: "QuerySet[Any]",
        form: Form,
        *,
        title: str,
        does: Sequence[str],
    ) -> TemplateResponse:
        """Show what an action will do with which rows, and have it confirmed."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "does": does,
            "rows": rows,
            "form": form,
            "kept": {
                name: request.POST[name] for name in ("action", ON_PAGE) if name in request.POST
            },
        }
        return TemplateResponse(request, "admin/confirm_action.html", context)


def _short(words: str) -> str:
    """Return the verb that the words of an action begin with."""
    return words.partition(":")[0].partition(",")[0]


def is_sure(request: HttpRequest) -> bool:
    """Tell whether what an action will do was shown and confirmed."""
    return SURE in request.POST


def _page(of: admin.ModelAdmin, name: str, *ids: str) -> str:
    return reverse(f"admin:{of.opts.app_label}_{of.opts.model_name}_{name}", args=ids)
