"""The wire form of flows, and what they say to other services."""

from typing import Any, ClassVar

from django.db.models import OuterRef
from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.api.rows.columns import lines
from chassis.api.serializers import ResourceSerializer, StrictSerializer
from chassis.sagas.models import Moment, Saga, SagaStep


class KeySerializer(StrictSerializer):
    """Which step of which saga is meant."""

    saga = IdField()
    step = serializers.RegexField(r"^[a-z0-9_.-]+\Z", max_length=100)


class AskSerializer(KeySerializer):
    """A step, and what it needs to know."""

    said: Any = serializers.DictField()


class SagaStepSerializer(serializers.ModelSerializer):
    """A step that a flow came to."""

    class Meta:
        model = SagaStep
        fields = ("key", "round", "status", "said", "made", "attempts", "begun_at", "ended_at")
        read_only_fields = fields


class MomentSerializer(serializers.ModelSerializer):
    """Something that happened to a flow."""

    class Meta:
        model = Moment
        fields = ("at", "step", "what", "detail", "by")
        read_only_fields = fields


class SagaSerializer(ResourceSerializer):
    """A flow over several services."""

    steps = SagaStepSerializer(many=True, read_only=True)
    timeline = MomentSerializer(many=True, read_only=True)

    class Meta:
        model = Saga
        fields = (
            "id",
            "flow",
            "flow_version",
            "subject",
            "person",
            "told",
            "status",
            "error",
            "attempts",
            "waits_on",
            "deadline",
            "steps",
            "timeline",
            "owner",
            "request_id",
            "created_at",
            "finished_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields
        columns: ClassVar = {
            "steps": lines(
                SagaStepSerializer, SagaStep.objects.filter(saga=OuterRef("pk")).order_by("id")
            ),
            "timeline": lines(
                MomentSerializer, Moment.objects.filter(saga=OuterRef("pk")).order_by("id")
            ),
        }
