"""The wire form of people, teams and roles."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from accounts_service.access.models import Role
from accounts_service.people.models import USERNAME_RULE, Team, User
from chassis.api.serializers import ResourceSerializer

MOST_MEMBERS = 1000


class PersonSerializer(ResourceSerializer):
    """One person."""

    username = serializers.CharField(
        max_length=64,
        validators=[USERNAME_RULE],
        help_text="What they sign in with: small letters, digits, `.`, `-` and `_`.",
    )
    role = serializers.ChoiceField(
        choices=Role.choices, required=False, help_text="What they may do: see `/roles/`."
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = (
            "id",
            "username",
            "name",
            "email",
            "phone",
            "role",
            "is_active",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("is_active",)


class NewPersonSerializer(PersonSerializer):
    """A person to add."""

    invite = serializers.BooleanField(
        default=True,
        write_only=True,
        help_text="Whether to send them a mail with a link to choose their password.",
    )

    class Meta(PersonSerializer.Meta):
        fields = (*PersonSerializer.Meta.fields, "invite")


class InvitationSerializer(serializers.Serializer[Any]):
    """An invitation on its way."""

    job_id = serializers.UUIDField(help_text="The job that sends it.")
    mail = serializers.CharField(help_text="Where the mail goes, in words.")


class TeamSerializer(ResourceSerializer):
    """People who belong together."""

    members = serializers.ListField(
        source="member_ids",
        child=serializers.UUIDField(),
        max_length=MOST_MEMBERS,
        required=False,
        help_text="The ids of the people in it. Writing replaces them all.",
    )

    class Meta:
        model = Team
        fields = ("id", "name", "members", "created_at", "updated_at", "version")


class ScopeSerializer(serializers.Serializer[Any]):
    """One thing that a role lets somebody do."""

    name = serializers.CharField()
    words = serializers.CharField(help_text="What it lets somebody do, in plain words.")


class RoleSerializer(serializers.Serializer[Any]):
    """A role and its scopes."""

    role = serializers.ChoiceField(choices=Role.choices)
    scopes = ScopeSerializer(many=True)


@extend_schema_serializer(many=False)
class RoleTableSerializer(serializers.Serializer[Any]):
    """All roles, in the form of every list."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = RoleSerializer(many=True)
