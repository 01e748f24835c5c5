"""Labels for assets: a job draws them."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from catalog_service.gear import errors
from catalog_service.gear.models import Asset
from chassis import jobs
from chassis.auth import Caller
from chassis.jobs import Progress
from chassis.jobs.models import Job
from chassis.paper.labels import Label, draw, why_not
from chassis.paper.sheets import SHEETS

STEP = 50  # labels between two looks at how far it is


def start_labels(*, by: Caller, assets: Sequence[UUID], sheet: str, code: str, skip: int) -> Job:
    """Have a job draw a label for each of some assets, in this order."""
    known = set(Asset.objects.filter(pk__in=assets).values_list("pk", flat=True))
    if unknown := [pk for pk in assets if pk not in known]:
        raise errors.UnknownAsset(f"There is no asset {unknown[0]}.", attr="assets")
    names = [str(pk) for pk in assets]
    return jobs.enqueue("gear.draw_labels", by=by, assets=names, sheet=sheet, code=code, skip=skip)


def draw_labels(
    *, assets: Sequence[str], sheet: str, code: str, skip: int, progress: Progress
) -> dict[str, Any]:
    """Draw the labels into the job's file; tell which could not have their code."""
    found = Asset.objects.select_related("product").in_bulk(assets)
    labels = [label_of(found[pk]) for pk in map(UUID, assets) if pk in found]
    reasons = {each.title: why_not(each, SHEETS[sheet], code=code) for each in labels}
    good = [each for each in labels if not reasons[each.title]]
    if good:
        with progress.file("labels.pdf") as file:
            draw(file, SHEETS[sheet], _counted(good, progress), code=code, skip=skip)
    left_out = [{"tag": tag, "detail": reason} for tag, reason in reasons.items() if reason]
    return {"drawn": len(good), "left_out": left_out}


def label_of(asset: Asset) -> Label:
    """Return what stands on an asset's label. Its QR code opens the asset's page."""
    lines = [line for line in (asset.product.title, asset.serial) if line]
    return Label(asset.tag, lines, asset.page_address)


def _counted(labels: Sequence[Label], progress: Progress) -> Iterator[Label]:
    for done, label in enumerate(labels):
        if done % STEP == 0:
            progress.advance(done, len(labels))
        yield label
    progress.advance(len(labels), len(labels))
