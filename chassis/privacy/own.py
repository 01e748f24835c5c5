"""What the chassis itself keeps of somebody, in every service."""

from django.apps import apps
from django.contrib.admin.models import LogEntry
from pghistory.models import Context, Events, MiddlewareEvents

from chassis.auth.models import NotBefore
from chassis.events.models import DeadLetter, InboxEntry, OutboxEvent, StreamHead
from chassis.idempotency.models import KeyedAnswer
from chassis.jobs.models import Job
from chassis.privacy.erasing import forgets
from chassis.privacy.registry import about, exempt
from chassis.privacy.words import Erasure
from chassis.sagas.models import Moment, Receipt, Saga

about("jobs", Job, "owner", says="Background work that they began.", omit=["result_file"])
about(
    "answers",
    KeyedAnswer,
    "caller",
    says="Requests of the last day that could be repeated, without what was answered.",
    omit=["body", "fingerprint"],
)
about("decisions", DeadLetter, "decided_by", says="Events that they decided about.", omit=["body"])
about("flows", Saga, "person", "owner", says="Flows over services about them, or begun by them.")
about("steered-flows", Moment, "by", says="When they began a flow, tried it again or gave it up.")
about("events", OutboxEvent, "subject", says="What was told to other services of them.")
about("doings", Context, "metadata__actor", says="When they changed something, in which request.")

exempt(DeadLetter, "event_id", "subject", why="What an event is about is its body, as it came.")
exempt(OutboxEvent, "event_id", why="The id of an event.")
exempt(InboxEntry, "event_id", "subject", why="Kept for some days to drop repeats; ids alone.")
exempt(Receipt, "saga", "asked_by", why="Which flow of which service asked for a step.")
exempt(Saga, "subject", why="What a flow is about; if that is somebody, they are its person, too.")
exempt(StreamHead, "epoch", why="Which memory of Redis it is.")
for view in (Events, MiddlewareEvents):
    exempt(view, "pgh_context_id", "user", why="A view of all histories; each is a section.")
about("ended-access", NotBefore, "sub", says="From when on what they were given counts again.")


@forgets("admin")
def forget_admin(erasure: Erasure) -> int:
    """Keep that somebody was changed in the admin, and not what they were called."""
    about_them = LogEntry.objects.filter(object_id=str(erasure.subject))
    return about_them.update(object_repr=erasure.called, change_message="")


if apps.is_installed("chassis.logins"):
    from chassis.logins.models import Login

    about(
        "logins",
        Login,
        "sub",
        says="That they signed in here, and what they may do.",
        omit=["password"],
    )
    about("admin", LogEntry, "user__sub", says="What they did in the admin.")
    exempt(Login.groups.through, "login", why="Goes with the login.")
    exempt(Login.user_permissions.through, "login", why="Goes with the login.")

    @forgets("logins")
    def forget_login(erasure: Erasure) -> int:
        """Keep that somebody signed in, and not who: what they did in the admin points there."""
        nobody = {"name": erasure.called, "username": str(erasure.subject), "email": ""}
        names = {"first_name": "", "last_name": "", "roles": [], "scopes": []}
        return Login.objects.filter(sub=erasure.subject).update(**nobody, **names)
