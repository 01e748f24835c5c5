"""What there is in every service: jobs, dead letters, flows, steps, logins."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.timezone import now

from chassis.auth import Caller
from chassis.events.models import DeadLetter, LetterStatus
from chassis.jobs.models import Job, Status
from chassis.sagas import step
from chassis.sagas.models import Saga
from tests.authorization.asking import Things
from tests.authorization.callers import IDS, NEIGHBOUR, PROGRAM, ROLES, STRANGER, scopes_of

OWNERS = (*IDS.values(), PROGRAM, NEIGHBOUR, STRANGER)
STEP = {"saga": STRANGER, "step": "nothing"}
BODIES = {
    "dead-letters/{}/discard": {"reason": "It is of no use."},
    "dead-letters/replay": {},
    f"{settings.SERVICE}/internal/steps/{{}}": {**STEP, "said": {}},
    f"{settings.SERVICE}/internal/steps/{{}}/undo": STEP,
}
QUERIES = {f"/{settings.SERVICE}/internal/privacy/sections/{{}}/": {"subject": STRANGER}}


@step("tests.nothing")
def do_nothing(asked: dict[str, str], *, by: Caller, at: Any) -> None:
    """Be asked for."""


def things(feed: str) -> dict[str, Things]:
    """Make jobs of everybody, in each state, and a letter."""
    letter = DeadLetter.objects.create(
        stream="events:other", entry_id="1-1", body="{}", status=LetterStatus.PARKED
    )
    return {
        "jobs": _jobs(Status.SUCCEEDED),
        "jobs/result": _jobs(Status.SUCCEEDED, "report.csv"),
        "jobs/cancel": _jobs(Status.QUEUED),
        "jobs/retry": _jobs(Status.FAILED),
        "dead-letters": Things(str(letter.id)),
        "erasures": Things(),
        "sections": Things("jobs", missing="nothing"),
        "snapshots": Things(feed, missing="nothing"),
        "sagas": _sagas(),
        "steps": Things("tests.nothing", missing="tests.unknown"),
        "traces": Things("a-request-of-somebody", missing="short"),
    }


def _jobs(status: Status, file: str = "") -> Things:
    jobs = {}
    for owner in OWNERS:
        job = Job.objects.create(name="tests.nothing", owner=owner, status=status)
        if file:
            job.result_file.save(file, ContentFile(b"tag\n"))
        jobs[owner] = str(job.id)
    return Things(jobs.pop(STRANGER), jobs)


def _sagas() -> Things:
    words = {"flow": "tests.nothing", "flow_version": 1, "due_at": now()}
    sagas = {
        owner: str(Saga.objects.create(subject=owner, owner=owner, **words).id) for owner in OWNERS
    }
    return Things(sagas.pop(STRANGER), sagas)


def login_of(id: str) -> Any:
    """Return a login, as after a sign-in."""
    from chassis.logins import remembering  # which accounts has not

    role = next((role for role in ROLES if IDS[role] == id), "admin")
    words = {"roles": frozenset({role}), "scopes": frozenset(scopes_of(role).split())}
    return remembering.remember(Caller(id=id, **words), username=f"{role}-{id[-2:]}")
