"""The same questions, asked of PostgreSQL and of the serializers: the answers must be the same."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import django_filters
from django.db import transaction
from django.utils import timezone

from chassis.api.again.asking import AN_ID
from chassis.api.again.road import KNOWN
from chassis.api.filters import BooleanFilter, PersonFilter
from chassis.api.rows.shapes import names
from chassis.api.views import ListMixin, RetrieveMixin
from chassis.events.models import DeadLetter
from chassis.jobs.models import Job
from chassis.sagas.models import Saga

SOME = 4
INDENTED = {"accept": "application/json; indent=1"}  # what is indented the serializer shows
SAMPLES = {
    BooleanFilter: "false",
    PersonFilter: "me",
    django_filters.UUIDFilter: "018f5f5e-0000-7000-8000-00000000000a",
    django_filters.IsoDateTimeFilter: "2026-03-02T12:00:00Z",
    django_filters.NumberFilter: "1",
}
ODD = 'Ü\u2028"\\</script>\t\U0001f52d %s {}'


def collections(router: Any, of: str) -> list[tuple[str, Any]]:
    """Return the collections whose rows can be read and whose views are of a package."""
    found = ((prefix, view) for prefix, view, _ in router.registry)
    own = ((prefix, view) for prefix, view in found if view.__module__.startswith(f"{of}."))
    return [(prefix, view) for prefix, view in own if issubclass(view, ListMixin)]


def questions(view: Any) -> Iterator[dict[str, str]]:
    """Go through what a list can be asked: filters, orders, choices of fields, and mistakes."""
    for name, each in view.filterset_class.base_filters.items():
        for value in (_sample(each), "nonsense"):
            yield {name: value}
    for field in view.ordering_fields:
        yield {"ordering": field, "limit": "2"}
        yield {"ordering": f"-{field}", "limit": "2", "count": "true"}
    fields = names(view.serializer_class)
    yield {"fields": ",".join(fields[::2])}
    yield {"omit": ",".join(fields[::2]), "limit": "1"}
    yield {"omit": ",".join(fields)}
    if getattr(view, "search_fields", ()):
        yield {"search": "cam"}
    for name in ("limit", "cursor", "ordering", "count", "fields", "omit", "nonsense"):
        yield {name: "nonsense"}


def _sample(each: Any) -> str:
    choices = each.extra.get("choices")
    if choices and not isinstance(each, BooleanFilter):
        known = [str(value) for value, _ in (choices() if callable(choices) else choices)]
        return ",".join(known[:2]) if isinstance(each, django_filters.BaseInFilter) else known[0]
    return next((value for kind, value in SAMPLES.items() if isinstance(each, kind)), "cam")


def asked_twice(api: Any, address: str) -> Any:
    """Ask both; return the answer's body after comparing status, body and ETag."""
    made, shown = _answer(api, address), _answer(api, address, headers=INDENTED)
    again = _answer(api, address)
    assert again.status_code == made.status_code, (address, again.content)
    assert _told(again) == _told(made), address
    assert _headers(again) == _headers(made), address
    assert made.status_code == shown.status_code, (address, made.content, shown.content)
    assert made.headers.get("ETag") == shown.headers.get("ETag"), address
    assert _told(made) == _told(shown), address
    return made.json()


def _answer(api: Any, address: str, **how: Any) -> Any:
    """Ask in a savepoint: what the database refuses must not end the test's transaction."""
    with transaction.atomic():
        answer = api.get(address, **how)
        transaction.set_rollback(True)
    return answer


def everything_twice(address: str, view: Any, *callers: Any) -> list[Any]:
    """Ask for a list in every way, and for its rows; return the rows that the first caller sees.

    The others walk the list only, a row at a time: what exists for them is another condition.
    """
    first, *others = callers
    found = walked_twice(first, f"{address}?limit=3")
    for caller in others:
        walked_twice(caller, f"{address}?limit=1")
    for question in questions(view):
        walked_twice(first, f"{address}?{urlencode(question)}")
    for name, value in product(view.filterset_class.base_filters, _ids(found)):
        asked_twice(first, f"{address}?{name}={value}&limit=2")
    for row in found:
        asked_twice(first, f"{address}{row['id']}/")
    ways = ["list", "retrieve"] if issubclass(view, RetrieveMixin) else ["list"]
    assert {(view, way) for way in ways} <= {known[:2] for known in KNOWN}, view
    return found


def _ids(rows: list[Any]) -> list[str]:
    """Return some ids that stand in rows."""
    words = (word for row in rows for word in row.values() if isinstance(word, str))
    return list(dict.fromkeys(filter(AN_ID.fullmatch, words)))[:SOME]


def walked_twice(api: Any, address: str) -> list[Any]:
    """Ask for a list to its end, and back to its beginning; return its rows."""
    page = asked_twice(api, address)
    rows = list(page.get("results", ()))
    while following := page.get("next"):
        page = asked_twice(api, following)
        rows += page["results"]
    before = list(page.get("results", ()))
    while earlier := page.get("previous"):
        page = asked_twice(api, earlier)
        before = page["results"] + before
    assert before == rows, address
    return rows


def _headers(answer: Any) -> dict[str, str]:
    """Return the headers that two requests share."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}


def _told(answer: Any) -> Any:
    """Return a body without what two requests never share: their ids, and signatures of cursors."""
    body = {name: value for name, value in answer.json().items() if name != "request_id"}
    for link in ("next", "previous"):
        if body.get(link):
            parts = urlsplit(body[link])
            others = [pair for pair in parse_qsl(parts.query) if pair[0] != "cursor"]
            body[link] = parts._replace(query=urlencode(others)).geturl()
    return body


def make_what_all_services_list(owner: str) -> None:
    """Make what every service has lists of."""
    make_jobs(owner)
    make_letters()
    make_flows(owner)


def make_jobs(owner: str) -> None:
    """Make jobs in the states that show."""
    now = timezone.now()
    Job.objects.create(name="a.job", owner=owner)
    Job.objects.create(
        name=ODD[:100],
        owner=owner,
        priority=10,
        status="succeeded",
        done=2,
        total=3,
        result={"rows": [1, 2.5, None, ODD]},
        result_file="jobs/result.csv",
        started_at=now,
        finished_at=now.replace(microsecond=0),
    )
    Job.objects.create(name="b.job", owner="somebody", status="failed", error={"code": "odd"})


def make_letters() -> None:
    """Make dead letters of events and of garbage."""
    for number, body in enumerate(('{"id": 1.0, "é": [true, null]}', ODD, "[" * 20_000, "1e999")):
        DeadLetter.objects.create(stream="events:x", entry_id=f"{number}-0", body=body, error=ODD)


def make_flows(owner: str) -> None:
    """Make flows in the states that show, with steps and what happened."""
    now = timezone.now()
    for number, status in enumerate(("running", "needs_attention", "done")):
        saga = Saga.objects.create(
            flow="a.flow",
            flow_version=1,
            subject=f"{number}",
            told={"note": ODD, "n": [1, 2.5, None]},
            status=status,
            owner=owner,
            error={"code": "odd", "detail": ODD} if number else None,
            due_at=now,
        )
        for key in ("first", "second")[:number]:
            saga.steps.create(key=key, status="done", said={"é": ODD}, begun_at=now, ended_at=now)
            saga.timeline.create(at=now, what="done", step=key, detail=ODD)
