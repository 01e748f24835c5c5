"""Put right what differs from the source, unless an event wrote it meanwhile."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from chassis.projections.applying import apply, upsert
from chassis.projections.comparing import Difference, Kind
from chassis.projections.locking import write_alone
from chassis.projections.models import Projection


def put_right(model: type[Projection], differences: Sequence[Difference]) -> int:
    """Make the rows be as they are there; return how many changed."""
    by_kind: dict[Kind, list[Difference]] = {kind: [] for kind in Kind}
    for difference in differences:
        by_kind[difference.kind].append(difference)
    late = by_kind[Kind.MISSING] + by_kind[Kind.STALE]
    with transaction.atomic():
        write_alone(model)
        return (
            apply(each.there for each in late if each.there)
            + apply(_tombstone(model, each) for each in by_kind[Kind.EXTRA])
            + _overwrite(model, by_kind[Kind.DIFFERENT])
        )


def _tombstone(model: type[Projection], extra: Difference) -> Projection:
    version = extra.here.version + 1 if extra.here else 1
    return model(id=extra.id, version=version, gone_at=timezone.now())


def _overwrite(model: type[Projection], differences: Sequence[Difference]) -> int:
    judged = {each.id: each.here.version for each in differences if each.here}
    now = model.objects.filter(pk__in=judged)
    still = {row.pk for row in now if row.version == judged[row.pk]}
    rows = [each.there for each in differences if each.there and each.id in still]
    return upsert(rows, where="TRUE") if rows else 0
