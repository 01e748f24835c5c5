"""What answers tell of other services' rows, and how old that is."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.ids import uuid7
from chassis.projections.serializers import DetailsSerializer, KnownSerializer
from chassis.testing import knowledge
from chassis.tests.project.copies.models import Copy
from chassis.tests.project.notes.models import Note

ONE, TWO = UUID(int=1), UUID(int=2)

pytestmark = pytest.mark.django_db


class OriginalSerializer(DetailsSerializer):
    """The original of a note."""

    projection, key = Copy, "original"

    title = serializers.CharField()


class NoteSerializer(serializers.ModelSerializer):
    """A note that names another."""

    original = IdField()
    original_details = OriginalSerializer(allow_null=True)

    class Meta:
        model = Note
        fields = ("original", "original_details")


def note(original=None):
    made = Note(title="A note")
    made.original = original
    return made


def told(*notes):
    rows = NoteSerializer(list(notes), many=True).data
    return [row["original_details"] for row in rows]


def test_it_tells_what_is_known_and_until_when():
    at = datetime.now(UTC)
    knowledge.of(Copy, ONE, title="The first")
    knowledge.until(Copy, at)

    (known,) = told(note(ONE))

    assert (known["title"], known["is_stale"]) == ("The first", False)
    assert datetime.fromisoformat(known["as_of"]) == at


@pytest.mark.parametrize(("seconds", "stale"), [(30, False), (90, True)])
def test_after_a_minute_it_may_mislead(seconds, stale):
    knowledge.of(Copy, ONE)
    knowledge.until(Copy, datetime.now(UTC) - timedelta(seconds=seconds))

    assert told(note(ONE))[0]["is_stale"] is stale


def test_before_it_is_built_nobody_knows_how_old_it_is():
    knowledge.of(Copy, ONE)

    (known,) = told(note(ONE))

    assert (known["as_of"], known["is_stale"]) == (None, True)


def test_of_what_is_unknown_gone_or_not_named_nothing_is_told():
    knowledge.of(Copy, TWO, gone_at=datetime.now(UTC))

    assert told(note(ONE), note(TWO), note(None)) == [None, None, None]


def test_a_page_costs_one_query_however_many_rows_it_has(django_assert_num_queries):
    for number in range(1, 30):
        knowledge.of(Copy, UUID(int=number), title=f"{number}")

    with django_assert_num_queries(1):
        titles = [known["title"] for known in told(*(note(UUID(int=n)) for n in range(1, 30)))]

    assert titles == [str(number) for number in range(1, 30)]


def test_a_page_that_names_nothing_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        told(*(note() for _ in range(30)))


def test_one_row_is_looked_up_anew_each_time():
    row = note(ONE)
    assert NoteSerializer(row).data["original_details"] is None

    knowledge.of(Copy, ONE, title="By now")

    assert NoteSerializer(row).data["original_details"]["title"] == "By now"


def test_nobody_writes_it():
    form = NoteSerializer(data={"original": str(uuid7()), "original_details": {"title": "x"}})

    assert form.is_valid()
    assert "original_details" not in form.validated_data


def test_another_sort_of_knowledge_says_how_it_is_found():
    class Sort(KnownSerializer):
        projection = Copy

    with pytest.raises(NotImplementedError):
        Sort().known_of([])
