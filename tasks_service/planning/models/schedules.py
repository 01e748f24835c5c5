"""What comes round, how often, and what is to be done then."""

from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chassis.branches import either
from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource
from chassis.search import SearchIndex
from tasks_service.planning.models.rules import LONGEST, Rule
from tasks_service.work.models import Kind, Priority, Task

MOST_LEAD_DAYS = 365


class Basis(models.TextChoices):
    """From where a schedule counts on."""

    PLANNED = "planned"  # whenever the last task was done
    COMPLETION = "completion"  # from when it was


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    """Ways to look at schedules."""

    def of(self, person_id: UUID) -> Self:
        """Those that a person made, or whose tasks they do."""
        return either(self, created_by=str(person_id), assignee=person_id)

    def due(self, *, at: datetime) -> Self:
        """Those that have a task to make by now."""
        return self.filter(make_at__lte=at)

    def waiting_in_vain(self) -> Self:
        """Those that wait for a task to be finished that is so, or is gone."""
        ended = Q(waits_for=None) | Q(waits_for__finished_at__isnull=False)
        return self.filter(ended, is_waiting=True)


@tracked(exclude=["make_at"])  # it follows from the others
class Schedule(Resource):
    """A task that comes round again."""

    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MAINTENANCE)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    assignee = models.UUIDField(null=True, blank=True, help_text="The person who does it.")
    asset_id = models.UUIDField(null=True, blank=True, help_text="The thing that it is about.")
    labels = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    checklist = models.JSONField(default=list, blank=True)

    rule = models.CharField(
        max_length=LONGEST, help_text="An RRULE of RFC 5545: FREQ=WEEKLY;INTERVAL=2;BYDAY=MO."
    )
    time_zone = models.CharField(max_length=50, default="UTC", help_text="Europe/Berlin.")
    starts_at = models.DateTimeField(help_text="When it begins, and at what time of the day.")
    ends_at = models.DateTimeField(
        null=True, blank=True, help_text="After this it comes round no more."
    )
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.PLANNED)
    lead_days = models.PositiveSmallIntegerField(
        default=0, help_text="How many days before it is due the task is made."
    )
    blocks_gear = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Nobody borrows the thing from when a task is due until it is finished.",
    )
    waits_for_gear = models.BooleanField(
        default=False,
        db_default=False,
        help_text="No task is made while somebody has the thing.",
    )
    is_paused = models.BooleanField(default=False, editable=False)
    next_at = models.DateTimeField(null=True, editable=False)
    make_at = models.DateTimeField(null=True, editable=False)
    is_waiting = models.BooleanField(default=False, editable=False)
    waits_for = models.ForeignKey(
        Task, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_by = models.CharField(max_length=100, editable=False)

    objects = ScheduleQuerySet.as_manager()

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="a_schedule_has_a_title"),
            models.CheckConstraint(
                condition=IsOneOf("kind", Kind.values)
                & IsOneOf("basis", Basis.values)
                & Q(priority__in=Priority.values),
                name="a_schedule_has_known_words",
            ),
            models.CheckConstraint(
                condition=Q(lead_days__lte=MOST_LEAD_DAYS), name="a_schedule_has_a_short_lead"
            ),
            models.CheckConstraint(
                condition=Q(is_paused=False) | Q(make_at=None), name="a_pause_makes_nothing"
            ),
            models.CheckConstraint(
                condition=Q(is_waiting=False) | Q(next_at=None),
                name="what_waits_does_not_know_when",
            ),
            models.CheckConstraint(
                condition=Q(blocks_gear=False, waits_for_gear=False) | Q(asset_id__isnull=False),
                name="what_is_about_no_gear_leaves_it_alone",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="schedule_by_age"),
            models.Index(fields=["updated_at", "id"], name="schedule_by_change"),
            models.Index(fields=["title", "id"], name="schedule_by_title"),
            models.Index(fields=["created_by", "created_at", "id"], name="schedule_by_author"),
            models.Index(fields=["assignee", "created_at", "id"], name="schedule_by_assignee"),
            models.Index(fields=["asset_id"], name="schedule_by_asset"),
            models.Index(
                fields=["make_at"], condition=Q(make_at__isnull=False), name="schedule_due"
            ),
            models.Index(fields=["id"], condition=Q(is_waiting=True), name="schedule_waiting"),
            SearchIndex(fields=["title", "description"], name="schedule_by_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def comes_round(self) -> Rule:
        """When it comes round."""
        return Rule(self.rule, self.time_zone, self.starts_at)

    @property
    def lead(self) -> timedelta:
        """How long before it is due a task is made."""
        return timedelta(days=self.lead_days)

    def is_over(self, slot: datetime | None) -> bool:
        """Tell whether it has ended before a moment, or has no such moment."""
        return slot is None or (self.ends_at is not None and slot > self.ends_at)
