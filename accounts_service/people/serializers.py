"""The wire form of people, teams and roles."""

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from accounts_service.access.models import Role
from accounts_service.people import actions, selectors
from accounts_service.people.models import USERNAME_RULE, Erasure, Team, User
from chassis.api.ids import IdField
from chassis.api.serializers import ResourceSerializer, StrictSerializer

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

    job_id = IdField(help_text="The job that sends it.")
    mail = serializers.CharField(help_text="Where the mail goes, in words.")


class ListOfPeopleSerializer(StrictSerializer):
    """A list of people to invite."""

    file = serializers.FileField(
        allow_empty_file=True,
        max_length=255,
        help_text="CSV with a header: at most 500 people and 2 MB.",
    )
    dry_run = serializers.BooleanField(
        default=False, help_text="Tell what would come of each row, and change nothing."
    )
    role = serializers.ChoiceField(
        choices=Role.choices, default=Role.VIEWER, help_text="What those without one get."
    )
    invite = serializers.BooleanField(default=True, help_text="Whether to send invitations.")
    admins = serializers.BooleanField(default=False, help_text="Whether a row may make an admin.")


class RowIssueSerializer(serializers.Serializer[Any]):
    """Why a row was refused."""

    attr = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ArrivalSerializer(serializers.Serializer[Any]):
    """What came of a row."""

    line = serializers.IntegerField(source="number", help_text="The line that it begins on.")
    username = serializers.CharField()
    outcome = serializers.ChoiceField(choices=actions.OUTCOMES)
    issues = RowIssueSerializer(many=True)


class FoundListSerializer(serializers.Serializer[Any]):
    """How a file is written."""

    encoding = serializers.CharField()
    delimiter = serializers.CharField()
    columns = serializers.DictField(
        child=serializers.CharField(allow_null=True),
        help_text="Column → field; null: it is left out.",
    )


class ArrivalsSerializer(serializers.Serializer[Any]):
    """What came of a list."""

    dry_run = serializers.BooleanField()
    found = FoundListSerializer()
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="Outcome → how many rows."
    )
    mail = serializers.CharField(help_text="Where the mails go, in words.")
    rows = ArrivalSerializer(many=True)


class TeamSerializer(ResourceSerializer):
    """People who belong together."""

    members = serializers.ListField(
        source="member_ids",
        child=IdField(),
        max_length=MOST_MEMBERS,
        required=False,
        help_text="The ids of the people in it. Writing replaces them all.",
    )

    class Meta:
        model = Team
        fields = ("id", "name", "members", "created_at", "updated_at", "version")
        columns: ClassVar = {"members": ArraySubquery(selectors.member_ids(OuterRef("pk")))}


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


class NoticeSerializer(StrictSerializer):
    """What another service has to say to somebody."""

    person = IdField()
    key = serializers.CharField(max_length=100)
    subject = serializers.CharField(max_length=250)
    text = serializers.CharField(max_length=10_000, allow_blank=True)
    is_markdown = serializers.BooleanField(default=False)
    link = serializers.URLField()


class LeaveSerializer(StrictSerializer):
    """Who takes over from somebody who leaves."""

    tasks_to = IdField(
        required=False,
        allow_null=True,
        default=None,
        help_text="A person's id: who gets their open tasks. Nobody, if it is left out.",
    )


class ErasureSerializer(ResourceSerializer):
    """The receipt of an erasure: it holds nothing of whom it is about but the id that remains."""

    class Meta:
        model = Erasure
        fields = (
            "id",
            "person",
            "called",
            "asked_by",
            "done_at",
            "receipt",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields
