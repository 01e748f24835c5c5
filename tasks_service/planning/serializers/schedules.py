"""The wire form of a schedule."""

from typing import Any

from django.db.models import F
from rest_framework import serializers

from chassis.api.serializers import ResourceSerializer, StrictSerializer
from tasks_service.planning.models import MOST_LEAD_DAYS, Schedule
from tasks_service.work.serializers import (
    AssetSerializer,
    AssigneeSerializer,
    ItemSerializer,
    PriorityField,
)


class ScheduleSerializer(ResourceSerializer):
    """A task that comes round again."""

    description = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    priority = PriorityField(required=False)
    assignee_details = AssigneeSerializer(allow_null=True)
    asset_details = AssetSerializer(allow_null=True)
    labels = serializers.ListField(
        child=serializers.CharField(max_length=50), max_length=20, required=False
    )
    checklist: Any = serializers.ListSerializer(
        child=ItemSerializer(),
        max_length=100,
        required=False,
        help_text="Each task begins with it.",
    )
    rule = serializers.CharField(
        max_length=200,
        help_text="An RRULE of RFC 5545 with FREQ of DAILY, WEEKLY, MONTHLY or YEARLY, INTERVAL,"
        " BYDAY, BYMONTH, BYMONTHDAY, BYSETPOS, BYHOUR, WKST: `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`."
        " When it ends is said by `ends_at`.",
    )
    time_zone = serializers.CharField(
        max_length=50,
        required=False,
        help_text="By whose clock: `Europe/Berlin`. UTC if left out. A time that a clock skips in"
        " spring comes an hour later; one that it shows twice comes the first time.",
    )
    lead_days = serializers.IntegerField(
        min_value=0,
        max_value=MOST_LEAD_DAYS,
        required=False,
        help_text="How many days before it is due the task is made.",
    )

    class Meta:
        model = Schedule
        fields = (
            "id",
            "title",
            "description",
            "kind",
            "priority",
            "assignee",
            "assignee_details",
            "asset_id",
            "asset_details",
            "labels",
            "checklist",
            "rule",
            "time_zone",
            "starts_at",
            "ends_at",
            "basis",
            "lead_days",
            "blocks_gear",
            "waits_for_gear",
            "is_paused",
            "next_at",
            "waits_for",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("is_paused", "next_at", "waits_for", "created_by")
        columns = {"labels": F("labels"), "checklist": F("checklist")}


class SkipSerializer(StrictSerializer):
    """Which time is left out."""

    planned_at = serializers.DateTimeField(help_text="As `upcoming/` says it.")


class MoveSerializer(SkipSerializer):
    """Which time is moved, and to when."""

    to = serializers.DateTimeField(help_text="When it is due instead.")


class ComingSerializer(serializers.Serializer[Any]):
    """A time that a schedule comes round."""

    planned_at = serializers.DateTimeField(help_text="When the rule says.")
    due_at = serializers.DateTimeField(help_text="When it is due: another moment if it was moved.")
    status = serializers.ChoiceField(choices=["planned", "skipped"])
