"""Products in the admin, with their ports on the same page."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, ForeignKey, JSONField, QuerySet
from django.forms import ModelForm
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest

from catalog_service.gear import actions
from catalog_service.gear.admin import links
from catalog_service.gear.models import Port, PortCount, Product, ProductPort
from chassis.admin.resource import ResourceAdmin


class SpecsField(forms.JSONField):
    """JSON as people read it."""

    def to_python(self, value: Any) -> Any:
        """Return what was written, unless it is nested too deep to be read."""
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what was written, to be shown again."""
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return InvalidJSONInput(data)

    def prepare_value(self, value: Any) -> Any:
        """Return the text to edit; half characters are shown escaped, as no page can hold them."""
        if isinstance(value, InvalidJSONInput):
            return value
        text = json.dumps(value, indent=2, ensure_ascii=False)
        return text.encode(errors="backslashreplace").decode()


class PortInline(admin.TabularInline):
    """The ports of a product."""

    model = ProductPort
    extra = 1

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read the ports along."""
        return super().get_queryset(request).select_related("port")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Read the choice of ports once for a page, not once for each line."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        page = vars(request)
        if "port_choices" not in page:
            page["port_choices"] = [(port.pk, str(port)) for port in Port.objects.all()]
        field.choices = [("", "---------"), *page["port_choices"]]
        return field


@admin.register(Product)
class ProductAdmin(ResourceAdmin):
    """Makes and models."""

    create_verb = staticmethod(actions.create_product)
    change_verb = staticmethod(actions.change_product)
    delete_verb = staticmethod(actions.delete_product)

    list_display = ("title", "manufacturer", "model", "category", "assets")
    list_filter = ("category",)
    list_select_related = ("manufacturer", "category")
    search_fields = ("title", "model", "manufacturer__name")
    autocomplete_fields = ("manufacturer", "category")
    inlines = (PortInline,)
    formfield_overrides = {JSONField: {"form_class": SpecsField}}
    fieldsets = (
        (None, {"fields": ("manufacturer", "model", "title", "category")}),
        ("Details", {"fields": ("specs", "notes")}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Count the assets along."""
        return super().get_queryset(request).annotate(asset_count=Count("assets"))

    @admin.display(description="assets", ordering="asset_count")
    def assets(self, product: Any) -> str:
        """Lead to the assets."""
        return links.rows(product.asset_count, "asset", product__id__exact=product.pk)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let a port's page lead here."""
        return lookup == "ports__port__id__exact" or super().lookup_allowed(lookup, value, request)

    def save_model(
        self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: Any
    ) -> None:
        """Wait for the ports: product and ports are one call of the verb."""

    def save_related(
        self, request: HttpRequest, form: "ModelForm[Any]", formsets: Any, change: Any
    ) -> None:
        """Write the product with its list of ports, if anything changed."""
        (formset,) = formsets
        formset.save(commit=False)  # only so that the admin can tell what changed
        if formset.has_changed():
            vars(form)["ports"] = _ports(formset)
        if form.has_changed() or formset.has_changed():
            super().save_model(request, form.instance, form, change)

    def words(self, form: "ModelForm[Any]", *, change: bool) -> dict[str, Any]:
        """Return what the form says, with the ports if they changed."""
        words = super().words(form, change=change)
        listed = vars(form).get("ports")
        return words if listed is None else {**words, "ports": listed}


def _ports(formset: Any) -> list[PortCount]:
    """Return the list of ports that the form shows, without those that were ticked to go."""
    rows = [line.cleaned_data for line in formset.forms if line.cleaned_data]
    return [PortCount(row["port"], row["count"]) for row in rows if not row.get("DELETE")]
