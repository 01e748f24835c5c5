"""`?search=`: every word begins a word of the row, by the index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chassis import keys
from chassis.search import SearchIndex, finding, found, holding, saying, words_in
from chassis.testing.plans import plan, queries_of
from chassis.tests.conftest import NOTES
from chassis.tests.project.notes.models import Line, Note

TITLES = [
    "Lenovo T14 with USB-C, in cabinet 12",
    "KR-00012: (the García-López lamp)",
    "Mail ana.silva@example.org about 2.5GBASE-T",
    "Straße 7e5ec",
]


@pytest.fixture
def notes(db):
    for rank, title in enumerate(TITLES):
        Note.objects.create(title=title, rank=rank)


@pytest.fixture(params=["few", "many", "many that point to many"])
def plenty(request, monkeypatch):
    """Rows that are looked up, and rows that are come across: the same are found."""
    monkeypatch.setattr(keys, "FEW", 20_000 if request.param == "few" else -1)
    monkeypatch.setattr(finding, "MOST_KNOWN", 0 if "point" in request.param else 1_000)


@pytest.mark.parametrize(
    ("typed", "ranks"),
    [
        ("", [0, 1, 2, 3]),
        ("  ", [0, 1, 2, 3]),
        ("len t14 usb-c", [0]),
        ("LENOVO", [0]),
        ("novo", []),
        ("usb", [0]),
        ("usb-c,", [0]),
        ("usbc", []),
        ("usb-ca", []),
        ("kr-000", [1]),
        ("00012", [1]),
        ("KR-00013", []),
        ("garcia", [1]),
        ("GARCÍA-LO", [1]),
        ("lópez garcía", [1]),
        ("(the lamp)", [1]),
        ("ana.silva@exa", [2]),
        ("example.org", [2]),
        ("2.5g", [2]),
        ("25g", []),
        ("straße", [3]),
        ("7e5e", [3]),
        ("t14 - cabinet", [0]),
        ('"with usb-c"', [0]),
        ("-", []),
        ("x" * 255, []),
    ],
)
def test_words_begin_as_they_are_typed(ana, notes, plenty, typed, ranks):
    answer = ana.get(NOTES, {"search": typed, "ordering": "rank"})

    assert [row["rank"] for row in answer.json()["results"]] == ranks


@pytest.mark.parametrize(
    "typed", ["'", "a''b", "\\", "a & b | !c <-> d:*", "%", "_", "a:b*", "<>", "\ufffd", "☃", "機"]
)
def test_nothing_that_is_typed_confuses_the_database(ana, notes, plenty, typed):
    assert ana.get(NOTES, {"search": typed}).status_code == 200


def test_more_words_than_anybody_types_are_refused(ana, refused):
    body = refused(ana.get(NOTES, {"search": "a " * 33}), 400, "invalid")

    assert body["errors"][0]["attr"] == "search"


def test_a_word_longer_than_the_index_holds_can_be_stored(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT words_of(%s)", ["lamp " + "é" * 3000 + " usb-" + "x" * 3000])

        assert cursor.fetchone() == ("'lamp'",)


def test_python_and_the_database_read_the_same_words():
    assert words_in("Éa İb ﬁn -c- d.e_f G/h") == ["ea", "ib", "fin", "c", "d.e_f", "g", "h"]


def test_what_was_stored_before_is_found_and_changes_too(ana, notes):
    Note.objects.filter(rank=0).update(title="A tripod")

    assert ana.get(NOTES, {"search": "tripod"}).json()["results"][0]["rank"] == 0
    assert ana.get(NOTES, {"search": "lenovo"}).json()["results"] == []


def test_a_search_reads_the_index(ana, notes):
    read, _ = plan(ana, f"{NOTES}?search=len+t14")

    assert "Bitmap Index Scan on note_by_words" in read, read


def test_the_planner_is_asked_once_for_all_words(ana, notes, plenty):
    asked = queries_of(ana, f"{NOTES}?search=len+t14+usb")

    assert sum(sql.startswith("EXPLAIN") for sql in asked) == 1


@pytest.mark.parametrize(
    ("terms", "count"),
    [
        (["lenovo"], 1),
        (["len", "a whole line"], 1),
        (["A WHOLE LINE"], 1),
        (["a whole"], 0),
        (["t14 usb-c"], 1),
        (["t14/lamp"], 0),
    ],
)
def test_what_a_row_points_to_is_searched_and_fields_by_their_whole(notes, plenty, terms, count):
    Line.objects.create(note=Note.objects.get(rank=0), text="a whole line")
    Line.objects.create(note=Note.objects.get(rank=1), text="another")

    assert Line.objects.filter(found(Line, terms, ["note__words", "=text"])).count() == count


@pytest.fixture
def sorted_notes(db, monkeypatch):
    """Many rows as the planner knows them: some words are in each of them, and others in few."""
    notes = [Note(title=f"Sort number {n}", rank=n) for n in range(300)]
    Note.objects.bulk_create(notes)
    Line.objects.bulk_create(Line(note=note, text=f"line {note.rank // 2}") for note in notes)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notes_note, notes_line")
    monkeypatch.setattr(keys, "FEW", 100)


def test_what_rows_point_to_is_named_where_it_is_little(sorted_notes):
    note = Note.objects.get(rank=250)

    lines = Line.objects.filter(found(Line, ["250"], ["note__words"]))

    assert f"= ANY({{{note.pk}}}::" in str(lines.query)
    assert [line.note for line in lines] == [note]


def test_what_several_words_find_is_named_once(sorted_notes):
    note = Note.objects.get(rank=250)

    with CaptureQueriesContext(connection) as asked:
        lines = list(Line.objects.filter(found(Line, ["sort", "numb", "250"], ["note__words"])))

    assert [line.note for line in lines] == [note]
    assert [each["sql"].count(str(note.pk)) for each in asked][-2:] == [1, 1]


@pytest.mark.parametrize("typed", ["number 12", "12 NUMB", "sort 12 number sor", "1 12"])
def test_words_of_most_rows_are_found_as_ever(ana, sorted_notes, typed):
    answer = ana.get(NOTES, {"search": typed, "ordering": "rank"})

    assert [row["rank"] for row in answer.json()["results"]] == [12, *range(120, 130)]


def test_words_of_most_rows_are_compared_where_the_others_find_rows(ana, sorted_notes):
    read, _ = plan(ana, f"{NOTES}?search=number+12+sort")

    assert "Index Cond: (words @@ '''12'':*'::tsquery)" in read, read
    assert "ts_match_vq(words, '''number'':*'::tsquery)" in read, read
    assert "ts_match_vq(words, '''sort'':*'::tsquery)" in read, read


def test_words_that_most_rows_have_together_are_compared_in_the_order_of_the_list(
    ana, sorted_notes
):
    read, _ = plan(ana, f"{NOTES}?search=number+sort")

    assert "note_by_words" not in read, read
    assert len(ana.get(NOTES, {"search": "number sort"}).json()["results"]) == 50


def test_words_of_most_rows_are_compared_where_they_are_of_another_row(sorted_notes):
    wanted = found(Line, ["number", "line 7"], ["note__words", "=text"])

    assert {line.note.rank for line in Line.objects.filter(wanted)} == {14, 15}


def test_rows_without_a_word_to_look_for_are_all_rows(notes):
    assert Note.objects.filter(holding(Note, "...")).count() == 4


@pytest.mark.parametrize(
    ("text", "count"),
    [("usb-c, in", 1), ("T14 WITH", 1), ("in cab", 1), ("abinet", 0), ("with in", 0), ("-", 3)],
)
def test_a_field_can_be_asked_for_a_part_of_its_text(notes, plenty, text, count):
    assert Note.objects.filter(saying(Note, "title", text)).count() == count


def test_the_column_goes_with_its_index(db):
    index = SearchIndex(fields=["title"], name="note_by_words")

    with connection.schema_editor() as editor:
        editor.remove_index(Note, index)
        assert "words" not in columns_of_notes()
        editor.add_index(Note, index)
        assert "words" in columns_of_notes()


def columns_of_notes():
    with connection.cursor() as cursor:
        return [
            c.name for c in connection.introspection.get_table_description(cursor, "notes_note")
        ]
