"""Many rows changed by one request, with a result for each."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, ErrorDetail, NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api.etags import PreconditionFailed
from chassis.api.rows.news import says_news
from chassis.api.serializers import StrictSerializer
from chassis.errors import DomainError
from chassis.errors.fields import WHOLE_BODY
from chassis.errors.handler import handle
from chassis.postgres.statements import now

MOST = 200
CHANGED, REFUSED = "changed", "refused"
REFUSALS = (DomainError, APIException, IntegrityError, DataError)
Errors = list[dict[str, str]]


class BulkSerializer(StrictSerializer):
    """What is to change."""

    rows: Any = serializers.ListField(
        child=serializers.DictField(),
        allow_empty=False,
        max_length=MOST,
        help_text="Of each its `id`, what is to change, and if you like the `version` that you"
        " read: a row that was changed since is refused.",
    )
    atomic = serializers.BooleanField(default=False, help_text="All of them or none.")


class RefusalSerializer(serializers.Serializer[Any]):
    """Why something was refused."""

    attr = serializers.CharField(help_text="The field; empty where it is none alone.")
    code = serializers.CharField()
    detail = serializers.CharField()


class ResultSerializer(serializers.Serializer[Any]):
    """What came of a row."""

    id = serializers.CharField(help_text="As it was sent.")
    result = serializers.ChoiceField(choices=[CHANGED, REFUSED])
    version = serializers.IntegerField(allow_null=True)
    errors = RefusalSerializer(many=True)  # type: ignore[assignment]


class ResultsSerializer(serializers.Serializer[Any]):
    """What came of the rows, in the order in which they were sent."""

    changed = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = ResultSerializer(many=True)


class BulkMixin:
    """`POST …/bulk/`. Put it before the mixin whose `change_verb` it calls."""

    @extend_schema(request=BulkSerializer, responses=ResultsSerializer)
    @action(detail=False, methods=["post"], pagination_class=None, filter_backends=())
    def bulk(self: Any, request: Request) -> Response:
        """Change many at once: up to 200, each for itself, with a result for each.

        With `atomic` they are changed all or none: then a 400 names what was refused, as
        `rows.3.title`. Fields that are left out stay as they are.
        """
        form = BulkSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        results = list(_results(self, form.validated_data["rows"]))
        refused = [each for each in results if each["result"] == REFUSED]
        if refused and form.validated_data["atomic"]:
            raise ValidationError({"rows": [_as_detail(each["errors"]) for each in results]})
        counts = {CHANGED: len(results) - len(refused), REFUSED: len(refused)}
        return Response({**counts, "results": results})


def _results(view: Any, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Change the rows one after the other, each in a savepoint."""
    names = [str(row.pop("id", None) or "") for row in rows]
    waiting = _locked(view, names)
    now()  # where there is nothing to lock it waits still, and is no row's refusal
    for name, said in zip(names, rows, strict=True):
        version, errors = None, []
        try:
            with transaction.atomic():
                version = _change(view, waiting.pop(name.lower(), None), said)
        except REFUSALS as error:
            errors = _errors_of(view, error)
        result = REFUSED if errors else CHANGED
        yield {"id": name, "result": result, "version": version, "errors": errors}


def _locked(view: Any, names: list[str]) -> dict[str, Any]:
    """Return the rows with some ids that exist for the caller, locked in one order."""
    found = view.get_queryset().filter(pk__in=[name for name in names if _is_id(name)])
    held = found.select_related(None).select_for_update(of=("self",), no_key=True)
    return {str(row.pk): row for row in held.order_by("pk")}


def _change(view: Any, row: Any, said: Mapping[str, Any]) -> int:
    """Change a row as a PATCH would, and return its version."""
    if row is None:
        raise NotFound("There is nothing with this id that you may change, or it came before.")
    if "version" in said and said["version"] != row.version:
        raise PreconditionFailed
    view.check_object_permissions(view.request, row)
    form = view.get_serializer(row, data=said, partial=True)
    form.is_valid(raise_exception=True)
    if says_news(form):
        view.perform_update(form)
    version: int = form.instance.version
    return version


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name.lower()
    except ValueError:
        return False


def _errors_of(view: Any, error: Exception) -> Errors:
    """Return why a row was refused, as a problem says it."""
    answer: Any = handle(error, {"request": view.request})
    alone = {"attr": "", "code": answer.data["code"], "detail": answer.data["detail"]}
    found: Errors = answer.data.get("errors", [alone])
    return found


def _as_detail(errors: Errors) -> dict[str, list[ErrorDetail]]:
    told: dict[str, list[ErrorDetail]] = {}
    for each in errors:
        detail = ErrorDetail(each["detail"], each["code"])
        told.setdefault(each["attr"] or WHOLE_BODY, []).append(detail)
    return told
