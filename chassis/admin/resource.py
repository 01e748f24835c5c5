"""The base of every resource's admin: forms write through the same verbs as the API."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import CheckboxInput, ModelForm
from django.forms.utils import pretty_name
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from chassis.auth import Caller
from chassis.errors import Conflict, DomainError
from chassis.errors.problems import CLASH
from chassis.history.entries import entries
from chassis.models import named
from chassis.observability import log

BROKEN = (DomainError, IntegrityError)
HALVES = ("date", "time")
COUNTED = ("id", "created_at", "updated_at", "version")


class ResourceAdmin(admin.ModelAdmin):
    """Set the three verbs; `change` and `delete` get the row under its model's name."""

    create_verb: ClassVar[Callable[..., Any]]
    change_verb: ClassVar[Callable[..., Any]]
    delete_verb: ClassVar[Callable[..., Any]]

    class Media:
        js = ("kitroom/autocomplete.js",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Show what the database counts, but do not let it be typed."""
        return (*super().get_readonly_fields(request, obj), *COUNTED)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field; both halves of a moment say what they are, also to who cannot see."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        for half, name in zip(getattr(field and field.widget, "widgets", ()), HALVES, strict=False):
            half.attrs["aria-label"] = f"{field.label}: {name}"
        return field

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        """Go through the lists of the page; in a table no field has a label of its own."""
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.deletion_widget = CheckboxInput(attrs={"aria-label": "Delete"})
            for name, field in formset.form.base_fields.items():
                field.widget.attrs.setdefault("aria-label", field.label or pretty_name(name))
            yield formset, inline

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:  # noqa: FBT001
        """Write through the verb, if there is anything to write."""
        if change and not self.says_news(form):
            return
        by, words = caller(request), self.words(form, change=change)
        if change:
            # The form has written on its own row already; a verb compares with how things are.
            written = self.change_verb(**named(self._as_stored(obj)), by=by, **words)
        else:
            written = self.create_verb(by=by, **words)
        vars(obj).update(vars(written))

    def says_news(self, form: ModelForm) -> bool:
        """Tell whether anything was typed that is not so already."""
        return form.has_changed()

    def _as_stored(self, obj: Any) -> Any:
        rows = type(obj)._default_manager.select_for_update(of=("self",), no_key=True)
        return rows.get(pk=obj.pk)

    def words(self, form: ModelForm, *, change: bool) -> dict[str, Any]:
        """Return what the form says, as the verb's keywords."""
        names = form.changed_data if change else form.cleaned_data
        return {name: form.cleaned_data[name] for name in names}

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete through the verb."""
        self.delete_verb(**named(obj), by=caller(request))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete several, each through the verb: all of them or none."""
        with transaction.atomic():
            for row in self._locked(queryset):
                self.delete_model(request, row)

    def for_each(
        self, request: HttpRequest, queryset: Any, verb: Callable[..., Any], **words: Any
    ) -> None:
        """Do what a list action says for each chosen row: for all of them or for none."""
        by = caller(request)
        with transaction.atomic():
            rows = self._locked(queryset)
            for row in rows:
                with _told_of(row, of=len(rows)):
                    verb(**named(row), by=by, **words)
        self.message_user(request, f"{len(rows)} changed.", messages.SUCCESS)

    def _locked(self, queryset: Any) -> Any:
        """Return the rows as they are now, locked in one order, so that no two admins block."""
        rows = self.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
        return rows.order_by("pk").select_for_update(of=("self",), no_key=True)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a rule that was broken in the form, which keeps what was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except BROKEN as error:
            vars(request)["broken_rule"] = _named(error)
            return super().changeform_view(request, *args, **kwargs)

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002
        **kwargs: Any,
    ) -> Any:
        """Return the form; after a verb refused, one that says so instead of being saved."""
        form = super().get_form(request, obj, change=change, **kwargs)
        broken: DomainError | None = vars(request).get("broken_rule")
        return _refusing(form, broken) if broken else form

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a rule that was broken as a message on the page."""
        return self._told(
            request, lambda: super(ResourceAdmin, self).delete_view(request, *args, **kwargs)
        )

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a rule that an action broke as a message on the list."""
        return self._told(
            request, lambda: super(ResourceAdmin, self).changelist_view(request, *args, **kwargs)
        )

    def _told(self, request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            return view()
        except BROKEN as error:
            self.message_user(request, _named(error).detail, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show every change of every field, on whichever path it was made."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "entries": entries(row),
            "object": row,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/resource_history.html", context)


@contextmanager
def _told_of(row: Any, *, of: int) -> Iterator[None]:
    """Say which of several rows broke a rule: nothing was done to the others, either."""
    try:
        yield
    except DomainError as broken:
        if of > 1:
            broken.detail = f"{row}: {broken.detail} None of the {of} was changed."
        raise


def _named(error: Exception) -> DomainError:
    if isinstance(error, DomainError):
        return error
    log.warning("database_refused_rows", error=str(error).partition("\n")[0])
    return Conflict(CLASH)


def _refusing(form: Any, broken: DomainError) -> Any:
    class Refusing(form):
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(broken.attr if broken.attr in self.fields else None, broken.detail)
            return cleaned

    return Refusing


def caller(request: HttpRequest) -> Caller:
    """Return whom the admin's user is in tokens."""
    user: Any = request.user
    found: Caller = user.caller()
    return found
