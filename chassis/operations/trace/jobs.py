"""The jobs that a request left behind."""

from collections.abc import Iterator

from chassis.jobs.models import OVER, Job, Status
from chassis.operations.trace.steps import Step

MOST = 20


def steps(request_id: str) -> Iterator[Step]:
    """Yield when each job was queued, begun and ended; of very many only the first."""
    jobs = Job.objects.filter(request_id=request_id).order_by("created_at")
    for job in jobs.defer("parameters", "state", "result", "error")[:MOST]:
        yield from _steps(job)


def _steps(job: Job) -> Iterator[Step]:
    details = {"id": job.id}
    waits = "" if job.started_at or job.finished_at else ", and waits"
    yield Step(at=job.created_at, kind="job", text=f"queued job {job.name}{waits}", details=details)
    if job.started_at:
        waited = job.started_at - job.created_at
        text = f"began job {job.name}{_try(job)}{_still(job)}"
        by = {**details, "worker": job.worker}
        yield Step(at=job.started_at, kind="job", text=text, waited=waited, details=by)
    if job.finished_at and job.status in OVER:
        took = job.finished_at - (job.started_at or job.created_at)
        bad = job.status != Status.SUCCEEDED
        text = f"job {job.name} {job.status}"
        yield Step(
            at=job.finished_at, kind="job", text=text, took=took, is_trouble=bad, details=details
        )


def _try(job: Job) -> str:
    return f", try {job.tries}" if job.tries > 1 else ""


def _still(job: Job) -> str:
    return ", which still runs" if job.status == Status.RUNNING else ""
