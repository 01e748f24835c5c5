"""`start-timer/`, `stop-timer/`, `time-entries/running/`: one's own time, taken as it passes."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing.threads import at_once
from tasks_service.tests.conftest import API, TASKS
from tasks_service.work import actions, errors
from tasks_service.work.models import TimeEntry, Timer

RUNNING = f"{API}time-entries/running/"


@pytest.fixture
def timed(make_task, by_ben, noon):
    """Time a task from noon on; return what stops it."""
    task = make_task()
    actions.start_timer(task=task, by=by_ben, at=noon)
    return lambda **later: actions.stop_timer(task=task, by=by_ben, at=noon + timedelta(**later))


def test_one_starts_and_stops(ben, cleo, make_task, refused):
    task = make_task()

    started = ben.post(f"{TASKS}{task.id}/start-timer/")
    assert started.json()["task"] == str(task.id)
    assert ben.post(f"{TASKS}{task.id}/start-timer/").json() == started.json()
    assert ben.get(RUNNING).json() == [started.json()]
    assert cleo.get(RUNNING).json() == []

    stopped = ben.post(f"{TASKS}{task.id}/stop-timer/")
    assert (stopped.status_code, stopped["ETag"]) == (201, '"1"')
    assert ben.get(stopped["Location"]).json() == stopped.json()
    assert (stopped.json()["person"], stopped.json()["minutes"]) == (DEMO_SUBS["ben"], 1)
    assert ben.get(RUNNING).json() == []
    refused(ben.post(f"{TASKS}{task.id}/stop-timer/"), 409, "no_timer")


def test_starting_another_notes_what_ran(make_task, by_ben, noon, timed):
    second = make_task(title="Second")

    actions.start_timer(task=second, by=by_ben, at=noon + timedelta(minutes=30))

    assert [entry.minutes for entry in TimeEntry.objects.all()] == [30]
    assert Timer.objects.get().task == second
    with pytest.raises(errors.NoTimer):
        timed(hours=1)


@pytest.mark.parametrize(
    ("later", "minutes"),
    [
        ({"seconds": -5}, 1),
        ({"seconds": 0}, 1),
        ({"seconds": 60}, 1),
        ({"seconds": 61}, 2),
        ({"hours": 30}, 1440),
    ],
)
def test_each_minute_counts_that_was_begun_up_to_a_day(timed, later, minutes):
    assert timed(**later).minutes == minutes


def test_it_is_time_of_the_day_on_which_one_started(timed, settings):
    settings.DESK_TIME_ZONE = ZoneInfo("Pacific/Kiritimati")

    assert timed(hours=20).spent_on == date(2026, 3, 3)


def test_no_program_takes_its_time(make_task, noon):
    with pytest.raises(errors.OnlyPeopleTakeTheirTime):
        actions.start_timer(task=make_task(), by=Caller(id="reports"), at=noon)


@pytest.mark.django_db(transaction=True)
def test_who_starts_twice_at_once_has_one(make_task, by_ben, noon):
    tasks = [make_task(title=f"{number}") for number in range(4)]

    def start(task):
        try:
            actions.start_timer(task=task, by=by_ben, at=noon)
        except errors.TimerJustStarted:
            return "refused"
        return "started"

    at_once(*(lambda task=task: start(task) for task in tasks))

    assert Timer.objects.count() == 1
