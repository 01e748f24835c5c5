"""The admin of a row that has a list: both on one page, and written by one call of the verb."""

from typing import Any, ClassVar

from django.forms import ModelForm
from django.http import HttpRequest

from chassis.admin.resource import ResourceAdmin


class ListedAdmin(ResourceAdmin):
    """Name the verbs' keyword for the list, and say what a line of it is.

    Its first inline is the list; others only show.
    """

    list_word: ClassVar[str]

    def item_of(self, line: dict[str, Any]) -> Any:
        """Return what the verb takes for a line of the form."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: Any) -> None:
        """Wait for the list."""

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: Any
    ) -> None:
        """Write the row with its list."""
        formset, *_ = formsets
        for each in formsets:
            each.save(commit=False)  # only tells the admin's log what was changed
        if formset.has_changed():
            vars(form)["items"] = [self.item_of(line) for line in _lines(formset)]
        super().save_model(request, form.instance, form, change)

    def says_news(self, form: ModelForm) -> bool:
        """Tell whether anything was typed, in the list as well."""
        return super().says_news(form) or "items" in vars(form)

    def words(self, form: ModelForm, *, change: bool) -> dict[str, Any]:
        """Return what the form says, with the list if that changed."""
        words = super().words(form, change=change)
        items = vars(form).get("items")
        return words if items is None else {**words, self.list_word: items}


def _lines(formset: Any) -> list[dict[str, Any]]:
    """Return the list as the form shows it, without what was ticked to go."""
    kept = (line for line in formset.forms if line not in formset.deleted_forms)
    return [line.cleaned_data for line in kept if line.cleaned_data]
