"""The wire form of access."""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts_service.access.models import SCOPES, AccessRecord, ApiToken, Consent
from chassis.api.serializers import ResourceSerializer, StrictSerializer


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


class ApiTokenSerializer(ResourceSerializer):
    """An API token, without its secret."""

    scopes = serializers.ListField(
        source="scope_list", child=serializers.CharField(), read_only=True
    )
    state = serializers.ChoiceField(choices=["active", "expired", "revoked"], read_only=True)

    class Meta:
        model = ApiToken
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "person",
            "name",
            "prefix",
            "scopes",
            "state",
            "created_at",
            "expires_at",
            "last_used_at",
            "revoked_at",
        )
        read_only_fields: ClassVar[tuple[str, ...]] = fields
        made_in_python: ClassVar = {
            "scopes": ("scopes",),
            "state": ("expires_at", "revoked_at"),
        }


class NewApiTokenSerializer(StrictSerializer):
    """What a new API token is for, what it may do and until when."""

    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=sorted(SCOPES)),
        allow_empty=False,
        max_length=len(SCOPES),
    )
    expires_at = serializers.DateTimeField(
        required=False, help_text="Within a year; 90 days from now if left out."
    )


class MadeApiTokenSerializer(ApiTokenSerializer):
    """A new API token, with its secret."""

    secret = serializers.CharField(read_only=True, help_text="The token. It is shown only now.")

    class Meta(ApiTokenSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*ApiTokenSerializer.Meta.fields, "secret")
        read_only_fields: ClassVar[tuple[str, ...]] = fields


class ConsentSerializer(ResourceSerializer):
    """What a program may do in somebody's name."""

    client_id = serializers.CharField(source="client.client_id", read_only=True)
    name = serializers.CharField(source="client.name", read_only=True)
    scopes = serializers.ListField(
        source="scope_list", child=serializers.CharField(), read_only=True
    )

    class Meta:
        model = Consent
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "person",
            "client_id",
            "name",
            "scopes",
            "created_at",
        )
        read_only_fields: ClassVar[tuple[str, ...]] = fields
        made_in_python: ClassVar = {"scopes": ("scopes",)}
