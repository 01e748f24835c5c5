"""What reservations and loans have in common in the admin: somebody, and some assets."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import now

from catalog_service.gear.models import Person
from catalog_service.lending import selectors
from chassis.admin.listed import ListedAdmin


class BorrowerField(forms.ModelChoiceField):
    """Somebody whom the catalog knows; what is kept is the id."""

    def clean(self, value: Any) -> UUID | None:
        """Return the id."""
        person: Any = super().clean(value)
        return person and person.pk


class AssetInline(admin.TabularInline):
    """The assets of a row: one at least."""

    autocomplete_fields: ClassVar[tuple[str, ...]] = ("asset",)
    extra, min_num = 2, 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the lines, which want one."""
        return super().get_formset(request, obj, **{"validate_min": True, **kwargs})


class BorrowedAdmin(ListedAdmin):
    """Rows with a borrower and lines of assets."""

    list_word = "lines"
    search_fields: ClassVar[Any] = ("lines__asset__tag", "note", "borrower")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read the lines along, and what is known of the borrower."""
        return selectors.named(super().get_queryset(request))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let a borrower be chosen by name."""
        if db_field.name == "borrower":
            people = Person.objects.known().order_by("name")
            words = {"required": not db_field.blank, "help_text": db_field.help_text}
            return BorrowerField(people, **words)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def words(self, form: ModelForm, *, change: bool) -> dict[str, Any]:
        """Return what the form says, and when."""
        return {**super().words(form, change=change), "at": now()}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The books keep everything."""
        return False

    @admin.display(description="borrower", ordering="borrower_name")
    def who(self, row: Any) -> str:
        """Lead to the borrower."""
        address = reverse("admin:gear_person_change", args=[row.borrower])
        return format_html('<a href="{}">{}</a>', address, row.borrower_name or row.borrower)

    def address_of(self, line: Any) -> str:
        """Return where the page of a line's asset is."""
        return reverse("admin:gear_asset_change", args=[line.asset_id])

    @admin.display(description="what")
    def what(self, row: Any) -> str:
        """Lead to what its lines name."""
        lines = ((self.address_of(line), str(line)) for line in row.lines.all())
        return format_html_join(", ", '<a href="{}">{}</a>', lines)
