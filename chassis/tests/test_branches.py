"""What is somebody's for one reason or another: as with OR, but pages are read from branches."""

import pytest
from django.db import connection, transaction
from django.db.models import F, Index, Q
from django.test.utils import CaptureQueriesContext

from chassis import branches
from chassis.branches import either
from chassis.tests.project.notes.models import Note


@pytest.fixture
def notes(db):
    """Six notes: some that matter, some closed, some both."""
    for rank in range(6):
        Note.objects.create(title=f"{rank}", rank=rank, is_open=rank % 2 == 0, weight=rank > 2)


def kept():
    return either(Note.objects.order_by("-rank"), weight=1, is_open=False)


def ranks(notes):
    return [note.rank for note in notes]


def sql_of(read):
    with CaptureQueriesContext(connection) as queries:
        read()
    return queries[-1]["sql"]


def test_a_page_holds_each_row_once_and_in_order(notes):
    assert ranks(kept()[:4]) == [5, 4, 3, 1]
    assert ranks(kept()[:2]) == [5, 4]
    assert ranks(kept()[1:3]) == [4, 3]
    assert sql_of(lambda: list(kept()[:2])).count("UNION ALL") == 1


@pytest.mark.parametrize(
    ("narrower", "expected"),
    [
        (Q(rank__lt=5), [4, 3, 1]),
        (Q(is_open=True), [4]),
        (Q(rank__lt=5) | Q(title="5"), [5, 4, 3, 1]),
        (Q(pk__in=Note.objects.filter(rank__lt=4)), [3, 1]),
    ],
)
def test_a_page_is_narrowed_as_any(notes, narrower, expected):
    narrowed = kept().filter(narrower)[:10]

    assert ranks(narrowed) == expected


def test_a_page_may_be_made_of_values_in_another_order(notes):
    found = kept().annotate(weight2=F("rank") * -1).values("title", "weight2").order_by("weight2")

    assert [row["title"] for row in found[:2]] == ["5", "4"]
    assert [row["title"] for row in found.order_by(F("rank").asc())[:2]] == ["1", "3"]


def test_what_is_no_page_reads_the_table(notes):
    assert ranks(kept()) == [5, 4, 3, 1]
    assert kept().count() == 4
    assert Note.objects.filter(pk__in=kept().values("pk")).count() == 4
    assert ranks(Note.objects.filter(pk__in=kept()[:1].values("pk"))) == [5]
    assert "UNION" not in sql_of(kept().count)
    assert "UNION" not in sql_of(lambda: list(kept().order_by().filter(rank=5)[:1]))


def test_its_rows_can_be_joined_locked_changed_and_deleted(notes):
    Note.objects.get(rank=5).lines.create(text="a line")

    assert ranks(kept().filter(lines__text="a line")[:1]) == [5]
    with transaction.atomic():
        assert ranks(kept().select_for_update()[:1]) == [5]
    assert kept().update(weight=1) == 4
    assert ranks(Note.objects.filter(weight=1).order_by("rank")) == [1, 3, 4, 5]
    assert kept().delete()[1]["notes.Note"] == 4


def test_an_only_branch_is_read_from_the_index_of_its_own(monkeypatch, notes):
    index = Index(fields=["weight", "rank"], name="note_by_weight")
    monkeypatch.setattr(Note._meta, "indexes", [index])
    monkeypatch.setattr(branches, "_order_of_an_index", branches._order_of_an_index.__wrapped__)
    heavy = either(Note.objects.order_by("-rank"), weight=1)

    asked = sql_of(lambda: list(heavy[:2]))

    assert (ranks(heavy[:2]), ranks(heavy.order_by("rank")[:2])) == ([5, 4], [3, 4])
    assert '= ANY(ARRAY[1]::integer[])) ORDER BY "notes_note"."weight" DESC' in asked
    assert "ANY(ARRAY" not in sql_of(lambda: list(heavy.order_by("title")[:2]))
    assert "ANY(ARRAY" not in sql_of(lambda: list(kept()[:2]))
