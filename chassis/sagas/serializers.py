"""What flows say to each other's services."""

from typing import Any

from rest_framework import serializers

from chassis.api.serializers import StrictSerializer


class KeySerializer(StrictSerializer):
    """Which step of which saga is meant."""

    saga = serializers.UUIDField()
    step = serializers.RegexField(r"^[a-z0-9_.-]+\Z", max_length=100)


class AskSerializer(KeySerializer):
    """A step, and what it needs to know."""

    said: Any = serializers.DictField()
