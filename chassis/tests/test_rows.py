"""PostgreSQL makes the JSON of rows: the same as the serializer's, or a refusal by name."""

import json
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F, TextField, Value
from rest_framework import serializers

from chassis.api.routers import Router
from chassis.api.rows.expressions import JSONText
from chassis.api.rows.query import compose, fetch, fragment
from chassis.api.rows.shapes import names, shape
from chassis.api.serializers import ResourceSerializer
from chassis.api.views import ListMixin, ResourceViewSet
from chassis.fragments import Fragment
from chassis.testing import twice
from chassis.testing.twice import collections, everything_twice, walked_twice
from chassis.tests.project.contacts.models import Contact
from chassis.tests.project.notes.models import Line, Note
from chassis.tests.project.urls import router

API = "/chassis/api/v1"
SCOPES = ("notes:read", "notes:write", "chassis:operate")


@pytest.fixture
def desk(as_caller):
    """Who sees everything."""
    return as_caller(roles=["admin"], scopes=SCOPES)


@pytest.fixture
def rows(db):
    """Some of everything."""
    Note.objects.create(title="camera", due_at=datetime(2026, 3, 2, 12, 0, 0, 120_000, UTC))
    Note.objects.create(
        title=twice.ODD, rank=-1, is_open=False, due_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    Note.objects.create(title="empty", rank=3)
    twice.make_what_all_services_list(owner="nobody")


@pytest.mark.parametrize(("name", "view"), collections(router, "chassis"))
def test_a_list_and_its_rows_are_the_same_twice(rows, desk, name, view):
    found = everything_twice(f"{API}/{name}/", view, desk)
    walked_twice(desk, f"{API}/{name}/?limit=2")

    assert len(found) > 2


def serializer_of(model: Any, *, declared: dict[str, Any], **meta: Any) -> Any:
    """Return a serializer of these fields."""
    words = {"model": model, "fields": tuple(declared), **meta}
    return type(
        "OddSerializer", (ResourceSerializer,), {**declared, "Meta": type("Meta", (), words)}
    )


class Loud(serializers.CharField):
    """A field that shows its column in its own way."""

    def to_representation(self, value: Any) -> str:
        return str(value).upper()


class Pointing(serializers.ModelSerializer):
    class Meta:
        model = Line
        fields = ("id",)


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Note, serializers.SerializerMethodField()),
        (Note, serializers.ReadOnlyField(source="pk")),
        (Note, Loud(source="title")),
        (Note, serializers.CharField(source="rank")),
        (Note, serializers.CharField(source="nothing")),
        (Note, serializers.DateTimeField(source="due_at", format="%Y")),
        (Note, serializers.CharField(source="lines.text")),
        (Line, serializers.CharField(source="note.lines.text")),
        (Line, Pointing(source="note")),
    ],
)
def test_what_no_column_shows_is_refused_by_name(model, field):
    odd = serializer_of(model, declared={"odd": field}, columns={})

    with pytest.raises(ImproperlyConfigured, match=r"OddSerializer\.odd"):
        shape(odd, ("odd",))


def test_the_router_refuses_it_when_it_learns_of_the_view():
    class OddViewSet(ListMixin, ResourceViewSet):
        serializer_class = serializer_of(
            Note, declared={"odd": serializers.SerializerMethodField()}
        )

    with pytest.raises(ImproperlyConfigured, match=r"OddSerializer\.odd"):
        Router().register("odd", OddViewSet, basename="odd")


def test_a_column_of_the_row_that_a_row_points_to_is_read_along(db):
    note = Note.objects.create(title="far")
    Line.objects.create(note=note, text="near")
    told = {"title": serializers.CharField(source="note.title"), "text": serializers.CharField()}
    near = shape(serializer_of(Line, declared=told), ("title", "text"))

    [row] = fetch(compose(Line.objects.all(), near.head))

    assert near.text(row) == '{"title":"far","text":"near"}'
    assert near.version is None


def test_a_declared_column_must_stay_on_its_table(db):
    joins: ClassVar = {"title": F("note__title")}
    odd = serializer_of(Line, declared={"title": serializers.CharField()}, columns=joins)

    with pytest.raises(ImproperlyConfigured, match="Line joins"):
        shape(odd, ("title",)).head  # noqa: B018


def test_sealed_columns_are_opened_in_python(db):
    Contact.objects.create(name="Ana", email="ana@example.org")
    told = {"name": serializers.CharField(), "email": serializers.EmailField()}
    told["version"] = serializers.IntegerField()
    sealed = shape(serializer_of(Contact, declared=told), tuple(told))

    [row] = fetch(compose(Contact.objects.all(), sealed.head))

    assert sealed.text(row) == '{"name":"Ana","email":"ana@example.org","version":1}'


def test_nothing_chosen_is_an_empty_object(rows, desk):
    every = ",".join(names(collections(router, "chassis")[0][1].serializer_class))

    answer = desk.get(f"{API}/notes/?omit={every}").json()

    assert answer["results"] == [{}, {}, {}]


@pytest.mark.parametrize(
    "rows_of", [Note.objects.distinct(), Note.objects.all().union(Note.objects.all())]
)
def test_rows_of_another_kind_of_query_are_refused(db, rows_of):
    with pytest.raises(ImproperlyConfigured, match="no plain query"):
        compose(rows_of, fragment(F("id"), Note))


def test_of_no_rows_the_database_is_not_asked(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert fetch(compose(Note.objects.none(), Fragment("1"))) == []


def test_a_page_and_an_indent_are_made_by_the_serializer(rows, desk):
    page = desk.get(f"{API}/notes/", headers={"accept": "text/html"})
    lines = desk.get(f"{API}/notes/", headers=twice.INDENTED)

    assert b"camera" in page.content
    assert b"\n" in lines.content


def test_what_is_the_same_for_every_row_is_shown_as_well(rows):
    shown = JSONText(nothing=Value(None, TextField()), word=Value("a"))

    (text,) = Note.objects.filter(rank=3).values_list(shown, flat=True)

    assert json.loads(text) == {"nothing": None, "word": "a"}
