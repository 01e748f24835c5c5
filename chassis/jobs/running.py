"""What a worker does with a job's id: claim it, open its door, write down how it ended."""

from dataclasses import dataclass

import pghistory

from chassis.errors import DomainError
from chassis.errors.problems import problem
from chassis.jobs import actions
from chassis.jobs.models import Job
from chassis.jobs.registry import Cancelled, doors
from chassis.observability import context, log


@dataclass(frozen=True)
class RowProgress:
    """Progress that the job's row shows."""

    job: Job

    def advance(self, done: int, total: int) -> None:
        """Show how far the job is."""
        if not actions.advance(job=self.job, done=done, total=total):
            raise Cancelled


def run(job_id: str) -> None:
    """Do a job, unless somebody else did or does. Its history names the owner and the request."""
    job = actions.claim(job_id=job_id)
    if job is None:
        return
    context.begin(job.request_id, job_id=job_id, job=job.name, caller=job.owner)
    log.info("job_started")
    with pghistory.context(actor=job.owner, request_id=job.request_id):
        _open_door(job)


def _open_door(job: Job) -> None:
    try:
        result = doors[job.name](RowProgress(job), **job.parameters)
        actions.succeed(job=job, result=result)
        log.info("job_succeeded")
    except Cancelled:
        log.info("job_cancelled")
    except DomainError as error:
        body = problem(error.status, code=error.code, detail=error.detail)
        actions.fail(job=job, error=body)
        log.info("job_failed", code=error.code)
    except Exception:  # noqa: BLE001  (the edge of the process: it is logged, and told to the owner)
        actions.fail(
            job=job, error=problem(500, detail="Something broke here; the log knows more.")
        )
        log.exception("job_broke")
