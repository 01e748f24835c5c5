"""The doors of background work on projections."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from chassis.clients import UpstreamAway
from chassis.jobs import Progress, job, schedule
from chassis.observability import log
from chassis.projections.rebuilding import rebuild
from chassis.projections.reconciling import reconcile
from chassis.projections.registry import chosen


class SourceAway(Exception):
    """The source of a projection is away: no way for a job to end, it is tried again."""


@schedule(every=timedelta(days=1), offset=timedelta(hours=3))
@job("projections.reconcile")
def reconcile_projections(
    progress: Progress, *, feed: str = "", repair: bool = True, **_: object
) -> dict[str, Any]:
    """Compare projections with their sources, each night all of them, and repair what differs."""
    models = chosen(feed)
    reports = []
    for done, model in enumerate(models):
        progress.advance(done, len(models))
        with retried():
            report = reconcile(model, repair=repair).told()
        reports.append(report)
        tell = log.warning if report["found"] else log.info
        tell("projection_compared", **{**report, "examples": len(report["examples"])})
    return {"projections": reports}


@job("projections.rebuild")
def rebuild_projection(progress: Progress, *, feed: str, **_: object) -> dict[str, Any]:
    """Make a projection anew."""
    (model,) = chosen(feed)
    progress.advance(0, 1)
    with retried():
        rows = rebuild(model)
    log.info("projection_rebuilt", feed=model.feed, source=model.source, rows=rows)
    return {"rows": rows}


@contextmanager
def retried() -> Iterator[None]:
    """Let a source that is away be asked again later."""
    try:
        yield
    except UpstreamAway as error:
        raise SourceAway(error.detail) from error
