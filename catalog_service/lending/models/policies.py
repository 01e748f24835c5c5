"""When and how the gear of a place is lent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet

from catalog_service.gear.models import Location
from catalog_service.lending.models.opening_hours import (
    MIDNIGHT,
    RULES,
    Minutes,
    is_opening_hours,
    parsed,
)
from chassis.history import tracked
from chassis.models import Resource
from chassis.zones import NoSuchZone, zone

LOOKED_AHEAD = 400  # days; whoever is closed for longer does not open again


def is_time_zone(name: str) -> None:
    """Refuse what is no time zone."""
    try:
        zone(name)
    except NoSuchZone as error:
        raise ValidationError("This is no time zone. Write one like Europe/Berlin.") from error


@dataclass(frozen=True)
class Closed:
    """Days on which nobody is there, both of them among them."""

    first_date: date
    last_date: date
    name: str = ""


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Ways to look at policies."""

    def with_closed_days(self) -> Self:
        """Read their closed days along, in one further query."""
        return self.prefetch_related(Prefetch("closed_days", queryset=closed_days_in_order()))


@tracked()
class Policy(Resource):
    """When and how gear is lent that belongs to a place, or to a place inside of it."""

    location = models.ForeignKey(
        Location,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="Nowhere: for all that no other policy is about.",
    )
    time_zone = models.CharField(
        max_length=50,
        default="UTC",
        validators=[is_time_zone],
        help_text="In which the hours and days are meant: Europe/Berlin.",
    )
    opening_hours = models.CharField(
        max_length=500,
        blank=True,
        validators=[is_opening_hours],
        help_text="Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-13:00. Empty: always open.",
    )
    buffer_minutes = models.PositiveIntegerField(
        default=0,
        validators=[MaxValueValidator(30 * 24 * 60)],
        help_text="How long gear stays at the desk after each promise and loan.",
    )
    longest_days = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5 * 366)],
        help_text="How long gear is lent at most; empty: as long as anybody wants.",
    )
    most_loans = models.PositiveIntegerField(
        null=True,
        blank=True,
        default=20,
        db_default=20,
        validators=[MinValueValidator(1)],
        help_text="Who has so many open loans reserves no more; empty: however many.",
    )
    is_prepared = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Whether a task is made to prepare what is reserved, and the borrower told.",
    )

    history_children: ClassVar = {"closed_days": "closed_days"}

    objects = PolicyQuerySet.as_manager()

    class Meta(Resource.Meta):
        verbose_name_plural = "policies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["location"],
                nulls_distinct=False,
                name="one_policy_per_location",
                violation_error_message="There is a policy of this place already.",
            ),
            models.CheckConstraint(
                condition=Q(opening_hours__regex=RULES), name="a_policy_has_opening_hours"
            ),
            models.CheckConstraint(
                condition=Q(longest_days=None) | Q(longest_days__gte=1),
                name="a_policy_lends_for_a_day_at_least",
            ),
            models.CheckConstraint(
                condition=Q(most_loans=None) | Q(most_loans__gte=1),
                name="a_policy_lends_something",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="policy_by_age"),
            models.Index(fields=["updated_at", "id"], name="policy_by_change"),
        ]

    def __str__(self) -> str:
        return str(self.location) if self.location else "Everywhere else"

    def is_open(self, at: datetime) -> bool:
        """Tell whether somebody is there to hand gear out."""
        local = at.astimezone(self._zone)
        now = _minutes(local)
        return any(begin <= now < end for begin, end in self._hours(local.date()))

    def takes_back(self, at: datetime) -> bool:
        """Tell whether somebody is there to take gear back: also when it is just closing."""
        local = at.astimezone(self._zone)
        day, now = local.date(), _minutes(local)
        if now == 0:  # midnight is the end of the day before
            day, now = day - timedelta(days=1), MIDNIGHT
        return any(begin < now <= end for begin, end in self._hours(day))

    def next_open(self, after: datetime) -> datetime | None:
        """Return the first moment from another on at which it is open."""
        today = after.astimezone(self._zone).date()
        for day in (today + timedelta(days=number) for number in range(LOOKED_AHEAD)):
            for begin, end in self._hours(day):
                if self._moment(day, end) > after:
                    return max(self._moment(day, begin), after)
        return None

    def openings(
        self, starts_at: datetime, ends_at: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        """Yield from when to when it is open within a time; over midnight there is no gap."""
        first, last = (at.astimezone(self._zone).date() for at in (starts_at, ends_at))
        open_since = open_until = starts_at
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
            for minutes in self._hours(day):
                begin, end = (self._moment(day, each) for each in minutes)
                if begin > open_until:
                    if open_since < open_until:
                        yield open_since, open_until
                    open_since = begin
                open_until = min(max(end, open_since), ends_at)
        if open_since < open_until:
            yield open_since, open_until

    def latest_end(self, starts_at: datetime) -> datetime | None:
        """Return until when what begins then is lent at most: days as clocks on walls count."""
        if self.longest_days is None:
            return None
        local = starts_at.astimezone(self._zone)
        return (local + timedelta(days=self.longest_days)).astimezone(UTC)

    @property
    def buffer(self) -> timedelta:
        """How long gear stays at the desk before it goes out again."""
        return timedelta(minutes=self.buffer_minutes)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def _hours(self, day: date) -> Minutes:
        closed = self.closed_days.all()
        if any(days.first_date <= day <= days.last_date for days in closed):
            return []
        week = parsed(self.opening_hours)
        return week.get(day.weekday(), []) if week else [(0, MIDNIGHT)]

    def _moment(self, day: date, minutes: int) -> datetime:
        midnight = datetime.combine(day, datetime.min.time(), self._zone)
        return (midnight + timedelta(minutes=minutes)).astimezone(UTC)


@tracked(many=True)
class ClosedDays(models.Model):
    """Days on which a place is closed."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="closed_days", db_index=False)
    first_date = models.DateField()
    last_date = models.DateField()
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name_plural = "closed days"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(first_date__lte=F("last_date")),
                name="closed_days_end_after_their_start",
                violation_error_message="The last day is before the first.",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["policy", "id"], name="closed_days_of_policy")]

    def __str__(self) -> str:
        return f"{self.first_date} to {self.last_date}"


def closed_days_in_order() -> "QuerySet[ClosedDays]":
    """Return closed days, in the order in which they were written."""
    return ClosedDays.objects.order_by("pk")


def _minutes(at: datetime) -> float:
    return at.hour * 60 + at.minute + at.second / 60 + at.microsecond / 60_000_000
