"""The verbs of status labels."""

from typing import Any

from django.db import transaction
from django.db.models import Case, F, Subquery, When

from catalog_service.gear import errors
from catalog_service.gear.actions import names
from catalog_service.gear.models import Asset, StatusLabel
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def create_status_label(*, by: Caller, **details: Any) -> StatusLabel:
    """Add a name for a state."""
    return _write(StatusLabel(), details)


@transaction.atomic(savepoint=False)
def change_status_label(*, statuslabel: StatusLabel, by: Caller, **changes: Any) -> StatusLabel:
    """Change some of a label, but not what it stands for."""
    if changes.get("status", statuslabel.status) != statuslabel.status:
        raise errors.StatusFixed(attr="status")
    return _write(statuslabel, changes)


@transaction.atomic(savepoint=False)
def delete_status_label(*, statuslabel: StatusLabel, by: Caller) -> None:
    """Delete a label that no asset has."""
    names.delete_unused(statuslabel, statuslabel.assets.all(), errors.StatusLabelInUse)


def _write(label: StatusLabel, changes: dict[str, Any]) -> StatusLabel:
    if changes.get("is_default"):
        status = changes.get("status", label.status)
        others = StatusLabel.objects.filter(status=status, is_default=True).exclude(pk=label.pk)
        others.update(is_default=False)
    return names.write(label, changes, one_default_label_per_status=errors.OtherDefault())


def status_after(asset: Asset, changes: dict[str, Any]) -> str:
    """Return the state that changes lead to: a label says one too."""
    label: StatusLabel | None = changes.get("status_label")
    return label.status if label else changes.get("status", asset.status)


def labelled(asset: Asset, changes: dict[str, Any]) -> dict[str, Any]:
    """Return changes whose state and label go together.

    Whoever names a state only, and comes into it, is called by its default label.
    """
    status = status_after(asset, changes)
    if changes.get("status", status) != status:
        raise errors.LabelDisagrees(changes["status_label"], attr="status_label")
    words = {**changes, "status": status}
    if "status_label" not in changes and (asset._state.adding or status != asset.status):
        words["status_label"] = StatusLabel.objects.filter(status=status, is_default=True).first()
    return words


def label_in(status: str) -> Case:
    """Return the label of an asset that is put into a state, as an expression of its update."""
    default = StatusLabel.objects.filter(status=status, is_default=True).order_by()
    return Case(When(status=status, then=F("status_label")), default=Subquery(default.values("pk")))
