"""The snapshot feeds: what is true now, for services that compare it with what they know."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.api.filters import refuse_unknown
from chassis.api.ids import IdField
from chassis.api.renderers import ProblemJSONRenderer
from chassis.auth.permissions import ServiceOnly
from chassis.projections.feeds import feeds

LONGEST_PAGE = 1000
MOST_IDS = 100


class PageSerializer(serializers.Serializer[Any]):
    """Which rows: a page after an id, or those with some ids."""

    cursor = IdField(required=False, default=None)
    limit = serializers.IntegerField(min_value=1, max_value=LONGEST_PAGE, default=LONGEST_PAGE)
    id = serializers.ListField(child=IdField(), max_length=MOST_IDS, required=False)


class SnapshotView(APIView):
    """One feed: `{as_of, next, results}`; everything that was committed until `as_of` is in it."""

    schema = None  # for services only: no part of the public contract
    permission_classes = (ServiceOnly,)
    renderer_classes = (ProblemJSONRenderer,)

    def get(self, request: Request, name: str) -> Response:
        """Read a page (`?cursor=`, `?limit=`), or rows by their ids (`?id=`, repeated)."""
        if name not in feeds:
            raise NotFound
        refuse_unknown(request, [*PageSerializer().fields])
        form = PageSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        return Response(_page(name, **form.validated_data))


def _page(name: str, cursor: Any, limit: int, id: list[Any] | None = None) -> dict[str, Any]:
    feed = feeds[name]
    rows = feed.after(cursor, limit) if id is None else feed.called(id)
    is_last = id is not None or len(rows) < limit
    return {"as_of": _now(), "next": None if is_last else rows[-1]["id"], "results": rows}


def _now() -> str:
    """Return the database's time after the rows were read: what comes later is not in them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    at: datetime = now
    return at.astimezone(UTC).isoformat()
