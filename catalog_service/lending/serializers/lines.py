"""Lines of a request: which assets, and how they look."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from catalog_service.gear.models import Asset
from catalog_service.lending import selectors
from catalog_service.lending.models import Condition, HandedOut, TakenBack
from chassis.api.serializers import StrictSerializer

MOST_LINES = 100


class AssetLineSerializer(StrictSerializer):
    """An asset."""

    asset = serializers.CharField(
        source="asset_id",
        max_length=100,
        help_text="Write the asset's id or its tag; read its id.",
    )


class HandedOutSerializer(AssetLineSerializer):
    """An asset that goes out, and how it looks then."""

    condition_out = serializers.ChoiceField(choices=Condition.choices, default=Condition.OK)


class TakenBackSerializer(AssetLineSerializer):
    """An asset that comes back, and how it looks then."""

    condition_in = serializers.ChoiceField(choices=Condition.choices, default=Condition.OK)
    note = serializers.CharField(max_length=10_000, default="", allow_blank=True)


def listed(child: "serializers.Serializer[Any]", **words: Any) -> "serializers.ListSerializer[Any]":
    """Return a field for some lines."""
    return serializers.ListSerializer(
        child=child, allow_empty=False, max_length=MOST_LINES, **words
    )


def assets(lines: Sequence[Mapping[str, Any]]) -> list[Asset]:
    """Return the assets that lines name, found in one query. Raises ValidationError."""
    names = [line["asset_id"] for line in lines]
    found = selectors.assets_called(names)
    refused = [_reason(name, found) for name in names]
    if any(refused):
        raise serializers.ValidationError(refused)
    named = [found[name] for name in names]
    if len({asset.pk for asset in named}) < len(named):
        raise serializers.ValidationError("An asset is listed twice.")
    return named


def handed_out(lines: Sequence[Mapping[str, Any]]) -> list[HandedOut]:
    """Return what goes out. Raises ValidationError."""
    pairs = zip(assets(lines), lines, strict=True)
    return [HandedOut(asset, line["condition_out"]) for asset, line in pairs]


def taken_back(lines: Sequence[Mapping[str, Any]]) -> list[TakenBack]:
    """Return what comes back. Raises ValidationError."""
    pairs = zip(assets(lines), lines, strict=True)
    return [TakenBack(asset, line["condition_in"], line["note"]) for asset, line in pairs]


def _reason(name: str, found: Mapping[str, Asset]) -> dict[str, list[str]]:
    """Say why a name means no asset; empty if it does."""
    if name in found:
        return {}
    return {"asset": [f"There is no asset with the id or tag {name}."]}
