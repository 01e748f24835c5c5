"""Lines of a reservation: assets by name, and some of products and kits."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from rest_framework import serializers

from catalog_service.lending import selectors
from catalog_service.lending.models import Some, Wanted
from chassis.api.serializers import StrictSerializer

NOUNS: Mapping[str, Callable[[Collection[str]], Mapping[str, Any]]] = {
    "asset": selectors.assets_called,
    "product": selectors.products_called,
    "kit": selectors.kits_called,
}
MOST = 1000


class WantedSerializer(StrictSerializer):
    """An asset, or some of a product or a kit: which assets is decided when they go out."""

    asset = serializers.CharField(
        source="asset_id",
        max_length=100,
        required=False,
        allow_null=True,
        help_text="Write the asset's id or its tag; read its id.",
    )
    tag = serializers.CharField(source="asset.tag", read_only=True, allow_null=True)
    product = serializers.CharField(
        source="product_id",
        max_length=100,
        required=False,
        allow_null=True,
        help_text="The product's id: any of its assets will do.",
    )
    title = serializers.CharField(source="product.title", read_only=True, allow_null=True)
    kit = serializers.CharField(
        source="kit_id",
        max_length=100,
        required=False,
        allow_null=True,
        help_text="Write the kit's id or slug; read its id.",
    )
    name = serializers.CharField(source="kit.name", read_only=True, allow_null=True)
    quantity = serializers.IntegerField(
        min_value=1, max_value=MOST, default=1, help_text="Of an asset there is one."
    )


def wanted(lines: Sequence[Mapping[str, Any]]) -> list[Wanted]:
    """Return what lines ask for, found in one query for each noun. Raises ValidationError."""
    names = {
        noun: {line[f"{noun}_id"] for line in lines if line.get(f"{noun}_id")} for noun in NOUNS
    }
    found = {noun: NOUNS[noun](called) if called else {} for noun, called in names.items()}
    refused = [_reason(line, found) for line in lines]
    if any(refused):
        raise serializers.ValidationError(refused)
    asked = [_meant(line, found) for line in lines]
    if len({each.of.pk if isinstance(each, Some) else each.pk for each in asked}) < len(asked):
        raise serializers.ValidationError("Something is listed twice. Add up the quantities.")
    return asked


def _said(line: Mapping[str, Any]) -> list[str]:
    """Return which nouns a line names."""
    return [noun for noun in NOUNS if line.get(f"{noun}_id")]


def _meant(line: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> Wanted:
    (noun,) = _said(line)
    of = found[noun][line[f"{noun}_id"]]
    meant: Wanted = of if noun == "asset" else Some(of, line["quantity"])
    return meant


def _reason(
    line: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[str]]:
    """Say why a line asks for nothing that there is; empty if it does."""
    said = _said(line)
    if len(said) != 1:
        return {"asset": ["Name one: an asset, a product, or a kit."]}
    (noun,) = said
    name = line[f"{noun}_id"]
    if name not in found[noun]:
        called = {"asset": "id or tag", "product": "id", "kit": "id or slug"}[noun]
        return {noun: [f"There is no {noun} with the {called} {name}."]}
    if noun == "asset" and line["quantity"] != 1:
        return {"quantity": ["Of an asset there is one. Name its product for more."]}
    return {}
