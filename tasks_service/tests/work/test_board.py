"""`POST /tasks/{id}/move/`: the order of a board, a column for each status."""

import random
from functools import partial
from uuid import UUID

import pytest

from chassis.auth import Caller
from chassis.ids import uuid7
from chassis.jobs.models import Job
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing.outbox import told
from chassis.testing.threads import at_once
from tasks_service.tests.conftest import TASKS
from tasks_service.work import actions
from tasks_service.work.actions import board
from tasks_service.work.models import Status, Task

BOARD = f"{TASKS}?ordering=rank&limit=200&fields=title,status"


@pytest.fixture
def five(make_task):
    """Five open tasks, A to E."""
    return {name: make_task(title=name, placed=f"00{name.lower()}1") for name in "ABCDE"}


def column(caller, status="open"):
    """Return what stands in a column, from above."""
    rows = caller.get(f"{BOARD}&status={status}").json()["results"]
    return "".join(row["title"] for row in rows)


def move(caller, task, **words):
    return caller.post(f"{TASKS}{task.pk}/move/", {name: str(word) for name, word in words.items()})


@pytest.mark.parametrize(
    ("who", "where", "order"),
    [
        ("E", {"before": "A"}, "EABCD"),
        ("E", {"before": "C"}, "ABECD"),
        ("A", {"after": "C"}, "BCADE"),
        ("A", {"after": "E"}, "BCDEA"),
        ("C", {}, "ABDEC"),
        ("B", {"after": "A"}, "ABCDE"),
        ("B", {"before": "C"}, "ABCDE"),
    ],
)
def test_a_task_is_put_beside_another_or_last(ben, five, who, where, order):
    answer = move(ben, five[who], **{way: five[name].pk for way, name in where.items()})

    assert answer.status_code == 200, answer.content
    assert column(ben) == order


def test_a_new_task_stands_last(ben, five, make_task):
    move(ben, five["B"], before=five["A"].pk)
    make_task(title="F")

    assert column(ben) == "BACDEF"


def test_it_goes_to_another_column_by_the_verb_of_its_status(ben, five, make_task):
    there = make_task(title="X", status=Status.IN_PROGRESS)

    answer = move(ben, five["C"], status="in_progress", before=there.pk)

    assert answer.json()["status"] == "in_progress"
    assert (column(ben), column(ben, "in_progress")) == ("ABDE", "CX")
    done = make_task(title="Y", status=Status.DONE)
    assert move(ben, done, status="in_progress").json()["code"] == "move_not_allowed"


def test_where_it_stands_is_no_change_that_anybody_is_told_of(ben, five):
    before = ben.get(f"{TASKS}{five['A'].pk}/")
    told()

    answer = move(ben, five["A"], after=five["E"].pk)

    assert answer["ETag"] == before["ETag"]
    assert told() == []
    assert ben.patch(f"{TASKS}{five['A'].pk}/", {"title": "Z"}).json()["version"] == 2


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ({"before": "A", "after": "C"}, "one_neighbour"),
        ({"before": "B"}, "not_in_this_column"),
        ({"after": "done"}, "not_in_this_column"),
        ({"after": "missing"}, "not_in_this_column"),
    ],
)
def test_what_is_no_neighbour_is_refused(ben, five, make_task, refused, where, code):
    ids = {name: task.pk for name, task in five.items()}
    ids |= {"done": make_task(status=Status.DONE).pk, "missing": uuid7()}

    answer = move(ben, five["B"], **{way: ids[name] for way, name in where.items()})

    refused(answer, 400, code)
    assert column(ben) == "ABCDE"


def test_a_member_puts_their_own_among_what_they_see(cleo, ben, make_task, refused):
    own = [
        make_task(title=name, created_by=DEMO_SUBS["cleo"], placed=f"00{name.lower()}1")
        for name in "AB"
    ]
    others = make_task(title="X")

    refused(move(cleo, own[0], after=others.pk), 400, "not_in_this_column")
    assert move(cleo, own[1], before=own[0].pk).status_code == 200
    assert (column(cleo), column(ben)) == ("BA", "BAX")


def test_a_rank_that_grows_long_is_made_anew_and_the_order_stays(ben, five, by_ben, monkeypatch):
    monkeypatch.setattr(board, "LONG", 20)
    monkeypatch.setattr(board, "AROUND", 1)
    for number in range(80):
        who, beside = ("BC"[number % 2], "CB"[number % 2])
        actions.place_task(task=five[who], by=by_ben, after=five["A"].pk)
        assert column(ben) == f"A{who}{beside}DE"
    before = dict(Task.objects.values_list("title", "rank"))
    assert len(before["C"]) > 20
    asked = Job.objects.filter(name="work.respace").latest("created_at")

    assert actions.respace(task_id=UUID(asked.parameters["task"])) == 3

    after = dict(Task.objects.values_list("title", "rank"))
    assert column(ben) == "ACBDE"
    assert len(after["C"]) < 20
    assert {name for name in after if after[name] != before[name]} == {"A", "C", "B"}


@pytest.mark.django_db(transaction=True)
def test_many_who_move_at_once_leave_an_order_without_two_alike(five, by_ben):
    def shuffle(seed):
        dice = random.Random(seed)
        for _ in range(25):
            task, beside = dice.sample(list(five.values()), 2)
            way = dice.choice(["before", "after"])
            actions.place_task(task=task, by=by_ben, **{way: beside.pk})
            if not dice.randrange(5):
                actions.respace(task_id=task.pk)

    at_once(*(partial(shuffle, seed) for seed in range(4)))

    ranks = list(Task.objects.values_list("rank", flat=True))
    assert len(set(ranks)) == len(ranks) == 5


@pytest.mark.django_db(transaction=True)
def test_who_moves_last_has_the_last_word(five, by_ben, ben):
    desk = Caller(id=DEMO_SUBS["ana"], roles=frozenset({"admin"}))
    for _ in range(10):
        at_once(
            partial(actions.place_task, task=five["D"], by=by_ben, after=five["A"].pk),
            partial(actions.place_task, task=five["E"], by=desk, after=five["A"].pk),
        )
        assert column(ben) in {"ADEBC", "AEDBC"}
