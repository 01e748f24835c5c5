"""The record of flows: where each is, what its steps made, and what happened when."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from chassis.constraints import IsOneOf
from chassis.jobs.models import Job
from chassis.models import Resource, bump_version
from chassis.sagas.flows import Story


class Status(models.TextChoices):
    """Where a flow is on its way."""

    RUNNING = "running"
    COMPENSATING = "compensating"
    DONE = "done"
    COMPENSATED = "compensated"
    NEEDS_ATTENTION = "needs_attention"


GOING = (Status.RUNNING, Status.COMPENSATING)
OVER = (Status.DONE, Status.COMPENSATED)
OPEN = (*GOING, Status.NEEDS_ATTENTION)


class SagaQuerySet(models.QuerySet["Saga"]):
    """Ways to look at flows."""

    def open(self) -> Self:
        """Those that have not ended."""
        return self.filter(status__in=OPEN)

    def with_story(self) -> Self:
        """Read their steps and what happened along, in two further queries."""
        return self.prefetch_related("steps", "timeline")


class Saga(Resource):
    """A flow that was started. The row is the record: whoever goes on with it reads it first."""

    flow = models.CharField(max_length=100)
    flow_version = models.PositiveSmallIntegerField(
        help_text="By which version of the flow it goes."
    )
    subject = models.CharField(max_length=100, help_text="The id of what it is about.")
    person = models.UUIDField(null=True, help_text="Whom it is about, or for: they see it too.")
    told = models.JSONField(default=dict, help_text="What it was started with.")
    status = models.CharField(max_length=20, choices=Status, default=Status.RUNNING)
    position = models.PositiveSmallIntegerField(default=0, help_text="Steps that are done.")
    goes_back = models.BooleanField(default=False, help_text="It takes back what was done.")
    attempts = models.PositiveIntegerField(
        default=0, help_text="How often the step at hand was tried in vain."
    )
    fence = models.PositiveIntegerField(
        default=0, help_text="Counts who asked: only the last answer counts."
    )
    error = models.JSONField(null=True, help_text="Why it goes back, or needs somebody.")
    waits_on = models.CharField(max_length=200, blank=True)
    deadline = models.DateTimeField(null=True, help_text="Until when it waits.")
    due_at = models.DateTimeField(help_text="When the sweeper looks after it.")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    owner = models.CharField(max_length=100)
    request_id = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = SagaQuerySet.as_manager()

    class Meta(Resource.Meta):
        verbose_name = "flow"
        triggers: ClassVar = [bump_version(unless_only=["due_at", "job_id", "fence"])]
        constraints = (
            models.CheckConstraint(
                condition=IsOneOf("status", Status.values), name="saga_status_is_known"
            ),
            models.UniqueConstraint(
                fields=["flow", "subject"],
                condition=Q(status__in=OPEN),
                name="one_open_saga_per_flow_and_subject",
            ),
        )
        indexes = (
            models.Index(fields=["created_at", "id"], name="saga_newest"),
            models.Index(fields=["status", "created_at", "id"], name="saga_in_status"),
            models.Index(fields=["person", "created_at", "id"], name="saga_of_person"),
            models.Index(fields=["owner", "created_at", "id"], name="saga_of_owner"),
            models.Index(fields=["subject"], name="saga_about"),
            models.Index(fields=["request_id"], name="saga_of_request"),
            models.Index(fields=["due_at"], condition=Q(status__in=GOING), name="saga_due"),
            models.Index(fields=["waits_on"], condition=~Q(waits_on=""), name="saga_that_waits"),
        )

    def __str__(self) -> str:
        return f"{self.flow} {self.subject}"

    @property
    def story(self) -> Story:
        """What it knows by now."""
        done = self.steps.filter(status=StepStatus.DONE).order_by("id")
        made = dict(done.values_list("key", "made"))
        return Story(self.id, self.subject, self.told, made)


class StepStatus(models.TextChoices):
    """What is known of a step."""

    ASKED = "asked"
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    UNDONE = "undone"


class SagaStep(models.Model):
    """A step that a flow came to, written before it was asked for."""

    saga = models.ForeignKey(Saga, models.CASCADE, related_name="steps")
    key = models.CharField(max_length=90)
    round = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=20, choices=StepStatus)
    said = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["saga", "key", "round"], name="a_saga_comes_to_a_step_once_a_round"
            ),
        )

    def __str__(self) -> str:
        return self.receipt

    @property
    def receipt(self) -> str:
        """The key under which it is asked for."""
        return self.key if self.round == 1 else f"{self.key}.{self.round}"


class Moment(models.Model):
    """Something that happened to a flow: a line of its timeline, never changed."""

    saga = models.ForeignKey(Saga, models.CASCADE, related_name="timeline")
    at = models.DateTimeField()
    step = models.CharField(max_length=100, blank=True)
    what = models.CharField(max_length=30)
    detail = models.TextField(blank=True)
    by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.what} {self.step}".strip()
