"""The page of somebody's day."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.telling.models import Notification
from tasks_service.work.models import Blocker, Priority, Status, TimeEntry

MY_DAY = "/tasks/my-day/"
BEN, CLEO = (UUID(DEMO_SUBS[name]) for name in ("ben", "cleo"))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CAMERA = UUID("018f5f5e-0000-7000-8000-0000000000ca")


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def mine(make_task):
    """Make a task of Cleo's."""

    def mine(title, **fields):
        return make_task(title=title, assignee=CLEO, **fields)

    return mine


def read(browser):
    page = browser.get(MY_DAY)
    assert page.status_code == 200, page.content.decode()
    return " ".join(page.content.decode().split())


def sections(browser):
    """Return what stands below each heading."""
    return dict(re.findall(r'<h2 id="\w+">(.*?)</h2>(.*?)</section>', read(browser)))


def test_each_task_stands_where_it_matters_most(member, mine, make_task):
    mine("Late", due_at=NOON - HOUR)
    mine("Late and begun", due_at=NOON - DAY, status=Status.IN_PROGRESS)
    mine("This evening", due_at=NOON + 8 * HOUR)
    mine("Begun", status=Status.IN_PROGRESS, due_at=NOON + 2 * DAY)
    mine("Rests, and is late", status=Status.ON_HOLD, due_at=NOON - DAY)
    mine("Some day")
    mine("Done", status=Status.DONE)
    make_task(title="Somebody else's", due_at=NOON - HOUR, assignee=BEN)

    day = sections(member)

    assert list(day) == ["Overdue", "Due today", "Begun", "Waits", "Later", "Done today"]
    assert day["Overdue"].index("Late and begun") < day["Overdue"].index(">Late<")
    assert "since Mon 2 Mar, 11:00" in day["Overdue"]
    assert "due Mon 2 Mar, 20:00" in day["Due today"]
    assert "Rests, and is late" in day["Waits"]
    assert "since Sun 1 Mar, 12:00" in day["Waits"]
    assert "Some day" in day["Later"]
    assert "Somebody else" not in str(day)


def test_what_there_is_to_do_is_shown_as_it_is_meant(member, mine):
    mine("Lamp", description="In *room 2*. <script>boom()</script>")

    said = sections(member)["Later"]

    assert "<p>In <em>room 2</em>. &lt;script&gt;" in said


def test_what_somebody_else_has_to_finish_first_waits(member, mine, make_task):
    blocked, first = mine("Second", due_at=NOON - HOUR), make_task(title="First")
    Blocker.objects.create(task=blocked, blocker=first)

    day = sections(member)

    assert list(day) == ["Waits"]
    assert "something else has to be finished first" in day["Waits"]
    assert "Done: Second" not in day["Waits"]


def test_a_button_moves_a_task_on_and_the_day_says_so(member, mine):
    task = mine("Clean the lens")

    for move, status, said in (
        ("start", Status.IN_PROGRESS, "Begun: Clean the lens"),
        ("hold", Status.ON_HOLD, "It rests: Clean the lens"),
        ("complete", Status.DONE, "Done: Clean the lens"),
        ("reopen", Status.OPEN, "Open again: Clean the lens"),
    ):
        answer = member.post(f"{MY_DAY}{task.pk}/{move}/", follow=True)
        task.refresh_from_db()
        assert task.status == status
        assert said in answer.content.decode()


def test_a_rule_that_is_in_the_way_is_told(member, mine, make_task):
    blocked = mine("Second")
    Blocker.objects.create(task=blocked, blocker=make_task())

    answer = member.post(f"{MY_DAY}{blocked.pk}/complete/", follow=True)

    assert "Another task has to be finished before this one." in answer.content.decode()
    blocked.refresh_from_db()
    assert blocked.status == Status.OPEN


def test_nobody_moves_what_does_not_exist_for_them(member, make_task):
    task = make_task(assignee=BEN)

    assert member.post(f"{MY_DAY}{task.pk}/complete/").status_code == 404


def test_an_evening_is_the_reader_s_own(member, mine):
    mine("At half past nine in Tokyo", due_at=datetime(2026, 3, 2, 12, 30, tzinfo=UTC))
    mine("After midnight in Tokyo", due_at=datetime(2026, 3, 2, 15, 30, tzinfo=UTC))
    member.cookies["tasks_zone"] = "Asia/Tokyo"

    day = sections(member)

    assert "due Mon 2 Mar, 21:30" in day["Due today"]
    assert "due Tue 3 Mar, 00:30" in day["Later"]
    assert "Times are those of Asia/Tokyo." in read(member)


def test_gear_that_somebody_has_is_on_it(member, know):
    know.asset(CAMERA, tag="CAM 1", title="Sony A7")
    words = {"borrower": CLEO, "out_assets": str(CAMERA)}
    know.loan("018f5f5e-0000-7000-8000-0000000000a1", due_at=NOON - HOUR, **words)
    know.loan("018f5f5e-0000-7000-8000-0000000000a2", due_at=NOON + HOUR, **words)
    know.loan("018f5f5e-0000-7000-8000-0000000000a3", due_at=NOON, **{**words, "borrower": BEN})

    had = sections(member)["What you have"]

    assert had.count('<a href="/catalog/assets/CAM%201/">CAM 1</a> Sony A7') == 2
    assert "should be back since Mon 2 Mar, 11:00" in had
    assert "to bring back today, until 13:00" in had


def test_what_somebody_was_told_is_read_by_a_button(member):
    words = {"title": "Clean the lens", "about": CAMERA, "kind": "mentioned"}
    told = Notification.objects.create(person=CLEO, **words)
    assert f'Mentioned: <a href="/tasks/api/v1/tasks/{CAMERA}/">Clean the lens</a>' in read(member)

    member.post(f"{MY_DAY}read/")

    told.refresh_from_db()
    assert told.read_at == NOON
    assert "What you were told" not in read(member)


def test_an_empty_day_says_what_else_there_is(member):
    page = read(member)

    assert "Nothing waits for you" in page
    assert "<h2" not in page


def test_who_may_only_read_has_no_buttons(browser_of, mine):
    reader, task = browser_of("cleo", "tasks:read"), mine("Clean the lens")

    assert "<button" not in read(reader).partition("<main")[2]
    assert reader.post(f"{MY_DAY}{task.pk}/start/").status_code == 403


def test_nobody_is_led_to_the_sign_in(client):
    answer = client.get(MY_DAY)

    assert answer.status_code == 302
    assert answer["Location"] == "/tasks/sign-in/?next=%2Ftasks%2Fmy-day%2F"


def test_it_asks_as_often_for_many_tasks_as_for_one(member, mine, know):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            read(member)
        return len(queries)

    know.asset(CAMERA, tag="CAM-1")
    for number in range(2):
        for status in Status:
            mine(f"{status} {number}", status=status, asset_id=CAMERA, priority=Priority.HIGH)
        loan = f"018f5f5e-0000-7000-8000-00000000000{number}"
        know.loan(loan, borrower=CLEO, due_at=NOON, out_assets=str(CAMERA))
        if number == 0:
            once = asked()

    assert asked() == once <= 12


def test_a_day_is_looked_up(member, mine):
    mine("Clean the lens")
    with CaptureQueriesContext(connection) as queries:
        read(member)

    found = ""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        for sql in (each["sql"] for each in queries if " LIMIT " in each["sql"]):
            cursor.execute(f"EXPLAIN {sql}")
            found += "\n".join(row for (row,) in cursor.fetchall())

    for index in ("open_task_of_person", "finished_task_of_person", "loan_of_borrower"):
        assert f"using {index} on" in found
    assert not re.search(r"(?<!Incremental )Sort  \(", found)


def test_a_timer_is_started_shown_and_stopped(member, mine):
    task = mine("Clean the lens", status=Status.IN_PROGRESS)
    assert "Start timer: Clean the lens" in sections(member)["Begun"]

    member.post(f"{MY_DAY}{task.pk}/start-timer/")

    day = sections(member)
    assert "since Mon 2 Mar, 12:00" in day["Your timer"]
    assert "Start timer" not in day["Begun"]
    answer = member.post(f"{MY_DAY}{task.pk}/stop-timer/", follow=True)
    assert "Time noted: Clean the lens" in answer.content.decode()
    assert "Your timer" not in sections(member)
    assert TimeEntry.objects.get().minutes == 1
    answer = member.post(f"{MY_DAY}{task.pk}/stop-timer/", follow=True)
    assert "No timer of yours runs for this task." in answer.content.decode()
