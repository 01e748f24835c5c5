"""What people are told, and how each of them likes to be told."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource


class Kind(models.TextChoices):
    """Why somebody is told."""

    ASSIGNED = "assigned"
    MENTIONED = "mentioned"
    COMMENTED = "commented"
    FINISHED = "finished"
    DUE_SOON = "due_soon"
    DUE = "due"
    OVERDUE = "overdue"
    REMINDED = "reminded"
    LOAN_DUE_SOON = "loan_due_soon"
    LOAN_DUE = "loan_due"
    LOAN_OVERDUE = "loan_overdue"
    READY = "ready"
    WEBHOOK_OFF = "webhook_off"
    DIGEST = "digest"


# What is mailed to whoever has not said otherwise. In the app everybody is told of everything.
MAILED = (
    Kind.ASSIGNED,
    Kind.MENTIONED,
    Kind.DUE,
    Kind.OVERDUE,
    Kind.REMINDED,
    Kind.LOAN_DUE,
    Kind.LOAN_OVERDUE,
    Kind.READY,
    Kind.WEBHOOK_OFF,
)

# Where what it is about is shown, if that is no task.
LOAN = "/catalog/api/v1/loans/{}/"
PLACES = {
    Kind.LOAN_DUE_SOON: LOAN,
    Kind.LOAN_DUE: LOAN,
    Kind.LOAN_OVERDUE: LOAN,
    Kind.READY: "/catalog/api/v1/reservations/{}/",
    Kind.WEBHOOK_OFF: "/tasks/api/v1/webhooks/{}/",
    Kind.DIGEST: "/tasks/api/v1/tasks/?assignee=me&completed=false",
}


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Ways to look at notifications."""

    def of(self, person_id: UUID) -> Self:
        """Those of one person."""
        return self.filter(person=person_id)

    def unread(self) -> Self:
        """Those that nobody has seen."""
        return self.filter(read_at=None)


@tracked(many=True)
class Notification(Resource):
    """Something that concerns somebody."""

    person = models.UUIDField(help_text="Whom it concerns.")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200, help_text="What it is about.")
    text = models.TextField(max_length=10_000, blank=True, help_text="What there is to say.")
    about = models.UUIDField(help_text="The id of what it is about.")
    actor = models.UUIDField(null=True, help_text="Who did it; null for the clock and programs.")
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=IsOneOf("kind", Kind.values), name="a_notification_has_a_known_kind"
            ),
            models.UniqueConstraint(
                fields=["person", "about"],
                condition=Q(kind=Kind.DIGEST),
                name="a_digest_comes_once_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "created_at", "id"], name="notification_of_person"),
            models.Index(fields=["person", "updated_at", "id"], name="notification_by_change"),
            models.Index(
                fields=["person", "created_at", "id"],
                condition=Q(read_at=None),
                name="unread_notification",
            ),
            models.Index(fields=["about"], name="notification_about"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> str:
        """The address of what it is about."""
        return PLACES.get(Kind(self.kind), "/tasks/api/v1/tasks/{}/").format(self.about)


@tracked()
class Preference(Resource):
    """How somebody likes to be told of one kind."""

    person = models.UUIDField(help_text="Who likes it so.")
    kind = models.CharField(max_length=20, choices=Kind)
    in_app = models.BooleanField(default=True, help_text="Show it among the unread.")
    by_mail = models.BooleanField(default=True, help_text="Send a mail.")

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="a_person_likes_a_kind_one_way"
            ),
            models.CheckConstraint(
                condition=IsOneOf("kind", Kind.values), name="a_preference_has_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"
