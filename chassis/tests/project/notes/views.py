"""Notes in the API."""

from itertools import count
from typing import Any, ClassVar

from django.db.models import F
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api.bulk import BulkMixin
from chassis.api.exports import ExportMixin
from chassis.api.filters import WhileFilterSet
from chassis.api.serializers import ResourceSerializer
from chassis.api.views import WholeViewSet
from chassis.auth.permissions import ScopePermission
from chassis.idempotency.once import SecretResponse
from chassis.jobs.serializers import JobSerializer
from chassis.tests.project.notes import actions
from chassis.tests.project.notes.models import Note

RINGS = count(1)


class CanUseNotes(ScopePermission):
    """`notes:read` to read, `notes:write` to write."""

    read = "notes:read"
    write = "notes:write"


class NoteFilter(WhileFilterSet):
    """Filters of notes."""

    moments: ClassVar[tuple[str, ...]] = ("due_at",)

    class Meta:
        model = Note
        fields: ClassVar[dict[str, list[str]]] = {
            "is_open": ["exact"],
            "rank": ["exact", "gte", "in"],
            "due_at": ["lte", "isnull"],
            "title": ["exact"],
        }


class NoteSerializer(ResourceSerializer):
    """A note."""

    class Meta:
        model = Note
        fields = (
            "id",
            "title",
            "rank",
            "due_at",
            "is_open",
            "created_at",
            "updated_at",
            "version",
        )
        extra_kwargs: ClassVar[dict[str, Any]] = {"title": {"validators": []}}


class CountSerializer(serializers.Serializer):
    """How the counting is to end."""

    end = serializers.ChoiceField(
        choices=["well", "named", "broken", "odd", "never"], default="well"
    )


class NoteViewSet(BulkMixin, ExportMixin, WholeViewSet):
    """Notes to remember."""

    queryset = Note.objects.all()
    serializer_class = NoteSerializer
    permission_classes = (CanUseNotes,)
    create_verb = staticmethod(actions.write_note)
    change_verb = staticmethod(actions.change_note)
    delete_verb = staticmethod(actions.delete_note)
    filterset_class = NoteFilter
    search_fields = ("words",)
    ordering_fields: ClassVar[tuple[str, ...]] = ("created_at", "title", "rank", "due_at")
    export_columns: ClassVar = {"title": F("title"), "rank": F("rank"), "due": F("due_at")}

    @action(detail=False, methods=["post"], permission_classes=[AllowAny])
    def ring(self, request: Request) -> Response:
        """Ring at the door; whoever you are, you are let in only when you say so."""
        return Response({"rings": next(RINGS)}, status=202 if request.data.get("please") else 400)

    @action(detail=False, methods=["post"])
    def count(self, request: Request) -> Response:
        """Count the notes in the background."""
        form = CountSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        job = actions.count_notes(by=request.caller, **form.validated_data)
        return Response(JobSerializer(job).data, status=202)

    @action(detail=False, methods=["post"])
    def seal(self, request: Request) -> Response:
        """Make something that shows its secret once."""
        return SecretResponse({"id": next(RINGS), "secret": "planted-secret"}, status=201)
