"""What a worker does when it is rung for: claim a job, open its door, write down how it ended."""

import pghistory
from django.db import Error

from chassis.errors import DomainError
from chassis.errors.problems import problem
from chassis.jobs import leases
from chassis.jobs.models import Job
from chassis.jobs.progress import RowProgress
from chassis.jobs.pulse import pulse
from chassis.jobs.registry import Cancelled, LeaseLost, doors
from chassis.observability import context, log

BROKE = "Something broke here; the log knows more."


def run_next() -> None:
    """Do the best waiting job, if there is one. Its history names the owner and the request."""
    job = leases.claim()
    if job is None:
        return
    context.begin(
        job.request_id,
        job_id=str(job.id),
        job=job.name,
        caller=job.owner,
        caused_by=str(job.id),
        job_try=job.tries,
    )
    log.info("job_started")
    with pghistory.context(actor=job.owner, request_id=job.request_id), pulse(job):
        _open_door(job)


def _open_door(job: Job) -> None:
    try:
        result = doors[job.name](RowProgress(job), **job.parameters)
        _tell("job_succeeded", ours=leases.succeed(job, result))
    except Cancelled:
        log.info("job_cancelled")
    except LeaseLost:
        log.warning("job_taken_away")
    except DomainError as error:
        body = problem(error.status, code=error.code, detail=error.detail)
        _tell("job_failed", ours=leases.fail(job, body), code=error.code)
    except Exception:  # noqa: BLE001  (the edge of the process: it is logged, and tried again)
        log.exception("job_broke")
        _try_again(job)


def _try_again(job: Job) -> None:
    try:
        leases.try_again(job, problem(500, detail=BROKE))
    except Error as error:  # the database is away: the sweeper takes the job back
        log.warning("job_left_to_the_sweeper", error=str(error).partition("\n")[0])


def _tell(event: str, *, ours: bool, **fields: str) -> None:
    if ours:
        log.info(event, **fields)
    else:
        log.warning("job_taken_away")
