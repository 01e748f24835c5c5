"""The wire form of access."""

from typing import Any

from rest_framework import serializers

from accounts_service.access.models import AccessRecord
from chassis.api.serializers import ResourceSerializer


class AccessRecordSerializer(ResourceSerializer):
    """One thing that happened about getting in."""

    class Meta:
        model = AccessRecord
        fields = (
            "id",
            "at",
            "kind",
            "person",
            "by",
            "address",
            "request_id",
            "client",
            "detail",
        )
        read_only_fields = fields


class SignInQuerySerializer(serializers.Serializer[Any]):
    """Which sign-in of a person a service asks about, and when it was told of it."""

    sid = serializers.CharField(max_length=64)
    issued_at = serializers.IntegerField(min_value=0)
