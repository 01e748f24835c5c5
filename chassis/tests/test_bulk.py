"""Many rows are changed at once: each for itself, or all or none."""

import uuid

import pytest

from chassis.testing.clients import client_of
from chassis.testing.threads import at_once
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.models import Note

BULK = f"{NOTES}bulk/"


@pytest.fixture
def notes(ana):
    """Make three notes."""
    return [ana.post(NOTES, {"title": title}).json()["id"] for title in ("lens", "tripod", "cable")]


def titles():
    return sorted(Note.objects.values_list("title", flat=True))


def test_each_row_has_a_result(ana, notes):
    rows = [
        {"id": notes[0], "title": "Lens"},
        {"id": str(uuid.uuid4()), "title": "x"},
        {"id": notes[1], "rank": "many"},
        {"id": notes[2].upper(), "rank": 7, "version": 1},
    ]
    answer = ana.post(BULK, {"rows": rows})

    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert (body["changed"], body["refused"]) == (2, 2)
    assert [(each["id"], each["result"], each["version"]) for each in body["results"]] == [
        (notes[0], "changed", 2),
        (rows[1]["id"], "refused", None),
        (notes[1], "refused", None),
        (notes[2].upper(), "changed", 2),
    ]
    told = [[(e["attr"], e["code"]) for e in each["errors"]] for each in body["results"]]
    assert told == [[], [("", "not_found")], [("rank", "invalid")], []]
    assert titles() == ["Lens", "cable", "tripod"]


def test_all_or_none(ana, notes, refused):
    rows = [{"id": notes[0], "title": "Lens"}, {"id": notes[1], "rank": "x"}, {"id": "odd"}]

    body = refused(ana.post(BULK, {"rows": rows, "atomic": True}), 400, "invalid")
    assert [(each["attr"], each["code"]) for each in body["errors"]] == [
        ("rows.1.rank", "invalid"),
        ("rows.2", "not_found"),
    ]
    assert titles() == ["cable", "lens", "tripod"]
    assert ana.get(f"{NOTES}{notes[0]}/").json()["version"] == 1

    answer = ana.post(BULK, {"rows": rows[:1], "atomic": True}).json()
    assert (answer["changed"], answer["refused"]) == (1, 0)
    assert "Lens" in titles()


def test_what_the_database_refuses_is_told(ana, notes):
    rows = [{"id": notes[0], "title": "tripod"}, {"id": notes[1], "title": "Tripod 2"}]

    first, second = ana.post(BULK, {"rows": rows}).json()["results"]
    assert (first["result"], first["errors"][0]["code"]) == ("refused", "conflict")
    assert second["result"] == "changed"


def test_what_was_changed_since_is_refused(ana, notes):
    rows = [{"id": notes[0], "title": "a", "version": 7}, {"id": notes[0], "title": "b"}]

    first, second = ana.post(BULK, {"rows": rows}).json()["results"]
    assert [e["code"] for e in first["errors"]] == ["precondition_failed"]
    assert [e["code"] for e in second["errors"]] == ["not_found"]  # its turn is over
    assert "lens" in titles()


def test_every_change_leaves_its_history(ana, notes):
    ana.post(BULK, {"rows": [{"id": each, "rank": 5} for each in notes]})

    for each in notes:
        newest, _ = ana.get(f"{NOTES}{each}/history/").json()
        assert (newest["actor"], newest["changes"]["rank"]) == (ana.caller_id, [0, 5])


def test_a_repeat_with_its_key_changes_nothing_again(ana, notes):
    key = {"Idempotency-Key": "once"}
    body = {"rows": [{"id": notes[0], "title": "Lens"}]}
    first = ana.post(BULK, body, headers=key).json()

    assert ana.post(BULK, body, headers=key).json() == first
    assert ana.get(f"{NOTES}{notes[0]}/").json()["version"] == 2


@pytest.mark.parametrize("row", [{"id": "x"}, {"title": "x"}])
@pytest.mark.parametrize("is_atomic", [False, True])
def test_a_repeat_that_names_no_row_is_told_the_same(ana, refused, row, is_atomic):
    key = {"Idempotency-Key": "once"}
    first = ana.post(BULK, {"rows": [row]}, headers=key).json()
    assert [each["result"] for each in first["results"]] == ["refused"]

    assert ana.post(BULK, {"rows": [row]}, headers=key).json() == first
    other = {"rows": [{"id": "y"}], "atomic": is_atomic}
    refused(ana.post(BULK, other, headers=key), 422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({}, "rows"),
        ({"rows": []}, "rows"),
        ({"rows": ["x"]}, "rows.0"),
        ({"rows": [{}] * 201}, "rows"),
        ({"rows": [{}], "atomic": "perhaps"}, "atomic"),
        ({"rows": [{}], "dryrun": True}, "dryrun"),
    ],
)
def test_a_body_that_is_none_is_refused(ana, refused, body, attr):
    told = refused(ana.post(BULK, body), 400, "invalid")
    assert [each["attr"] for each in told["errors"]] == [attr]


def test_who_may_not_write_is_refused(notes, refused):
    reader = client_of(scopes=["notes:read"])
    refused(reader.post(BULK, {"rows": [{"id": notes[0]}]}), 403, "forbidden")
    assert client_of(scopes=WRITE).get(BULK).status_code == 405


def test_two_that_change_the_same_rows_in_another_order_both_do(transactional_db, ana, notes):
    def change(rank, order):
        rows = [{"id": each, "rank": rank} for each in order]
        return lambda: ana.post(BULK, {"rows": rows}).json()["changed"]

    for rank in range(5):
        done = at_once(change(rank, notes), change(rank + 10, notes[::-1]))
        assert done == [3, 3]
        assert len(set(Note.objects.values_list("rank", flat=True))) == 1


def test_a_row_without_an_id_is_told_of_as_that(ana):
    rows = [{"title": "x"}, {"id": None, "title": "x"}, {"id": "", "title": "x"}]

    results = ana.post(BULK, {"rows": rows}).json()["results"]

    assert [(each["id"], each["errors"][0]["code"]) for each in results] == [("", "not_found")] * 3
