"""`POST /<service>/internal/steps/<name>/` and its undo."""

import threading

import pytest
from django.db import connection

from chassis.ids import uuid7
from chassis.sagas import receiving, step
from chassis.sagas.models import Receipt
from chassis.tests.project.notes.models import Note
from chassis.tests.sagas.conftest import STEPS


def titles():
    return sorted(Note.objects.values_list("title", flat=True))


def test_a_step_is_done_and_says_what_it_made(ask):
    answer = ask("Dust")

    note = Note.objects.get()
    assert (answer.status_code, answer.json()) == (
        200,
        {"outcome": "done", "made": {"note": str(note.id)}},
    )
    assert note.title == "Dust"


def test_asked_again_it_is_not_done_again(ask):
    first, again = ask("Dust"), ask("Dust")

    assert again.json() == first.json()
    assert titles() == ["Dust"]


def test_the_same_key_with_something_else_is_refused(ask, refused):
    ask("Dust")

    refused(ask("Sweep"), 422, "step_asked_otherwise")
    assert titles() == ["Dust"]


def test_a_no_is_an_answer_and_stays_one(ask):
    other = Note.objects.create(title="Dust")

    answer = ask("Dust")
    other.delete()

    said = {"outcome": "refused", "code": "title_taken"}
    assert said.items() <= answer.json().items()
    assert ask("Dust").json() == answer.json()
    assert titles() == []


@pytest.mark.parametrize(("end", "status"), [("away", 503), ("broken", 500)])
def test_trouble_is_no_answer_and_leaves_nothing(ask, shelf, end, status):
    shelf.raise_request_exception = False

    answer = ask(said={"title": "Dust", "end": end})

    assert answer.status_code == status
    assert (titles(), Receipt.objects.count()) == ([], 0)


def test_an_undo_takes_back_what_was_made(ask):
    ask("Dust")

    answer = ask.undo()

    assert (answer.status_code, answer.json()["outcome"]) == (200, "undone")
    assert titles() == []


def test_an_undo_is_done_once(ask):
    ask("Dust")
    ask.undo()

    assert ask.undo().json()["outcome"] == "undone"


def test_a_step_that_comes_after_its_undo_is_refused(ask, refused):
    assert ask.undo().json()["outcome"] == "undone"

    refused(ask("Dust"), 409, "step_was_undone")
    assert titles() == []


def test_what_was_refused_is_undone_without_a_word(ask, refused):
    Note.objects.create(title="Dust")
    ask("Dust")

    assert ask.undo().json()["outcome"] == "undone"
    refused(ask("Dust"), 409, "step_was_undone")
    assert titles() == ["Dust"]


def test_a_step_without_an_undo_is_over_all_the_same(ask, refused):
    assert ask(name="notes.count", said={}).json()["made"] == {"notes": 0}

    assert ask.undo("notes.count").json()["outcome"] == "undone"
    refused(ask(name="notes.count", said={}), 409, "step_was_undone")


@pytest.mark.parametrize("said", [{}, {"title": 17}, {"title": None}])
def test_what_the_step_cannot_read_is_refused_and_forgotten(ask, refused, said):
    refused(ask(said=said), 400, "invalid")

    assert Receipt.objects.count() == 0


@pytest.mark.parametrize(
    "words", [{"saga": "17"}, {"step": ""}, {"step": "A b"}, {"said": []}, {"colour": "red"}]
)
def test_what_is_not_understood_is_refused(ask, refused, words):
    refused(ask(**words), 400, "invalid")


def test_a_step_that_nobody_knows_is_not_found(ask, refused):
    refused(ask(name="notes.burn"), 404, "not_found")
    refused(ask.undo("notes.burn"), 404, "not_found")


def test_people_are_kept_out_whatever_their_scopes(as_caller, anonymous, refused):
    person = as_caller(scopes=["chassis:internal"])

    refused(person.post(f"{STEPS}notes.write/", {}), 403, "forbidden")
    refused(person.post(f"{STEPS}notes.write/undo/", {}), 403, "forbidden")
    refused(anonymous.post(f"{STEPS}notes.write/", {}), 401, "unauthenticated")


def test_two_steps_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"Two steps are called notes\.write"):

        @step("notes.write")
        def write(asked: dict[str, str]) -> None: ...


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_answer(monkeypatch):
    from django.utils.timezone import now

    from chassis.auth import Caller

    key = receiving.Key(saga=uuid7(), step="write", name="notes.write")
    barrier, made = threading.Barrier(4), []

    def ask():
        try:
            barrier.wait(10)
            words = {"said": {"title": "Dust"}, "by": Caller(id="shelf"), "at": now()}
            made.append(receiving.do(key, **words).made)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert titles() == ["Dust"]
    assert made == [{"note": str(Note.objects.get().id)}] * 4
