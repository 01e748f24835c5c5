"""Lists of a million tasks: what narrows them is looked up, and a page asks as much as ever."""

import pytest

from chassis.logins.subjects import DEMO_SUBS
from chassis.testing.plans import as_new, looked_up, plan, queries_of
from tasks_service.tests.conftest import API, TASKS

ASSET = "018f5f5e-0000-7000-8000-0000000000aa"


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("search=len", "task_by_words"),
        ("search=len+t14+usb-c&ordering=title", "task_by_words"),
        ("assignee=me", "task_by_assignee"),
        (f"created_by={DEMO_SUBS['cleo']}", "task_by_author"),
        (f"asset_id={ASSET}", "task_by_asset"),
        ("asset_tag=lt-1", "asset_by_tag"),
        ("asset_tag=lt-1", "task_by_asset"),
        ("due_at__lte=2026-03-02T12:00:00Z", "task_due"),
        ("due_at__gte=2026-03-02T12:00:00Z&ordering=due_at", "task_due"),
        ("priority=urgent", "task_by_priority"),
        ("status=on_hold", "no_two_stand_in_one_place"),
        ("status=open&ordering=rank", "no_two_stand_in_one_place"),
        ("label=lens", "task_by_label"),
        ("kind=repair", "task_of_kind"),
        ("kind__in=repair,purchase&ordering=due_at", "task_of_kind"),
        ("finished_at__gte=2026-03-02T12:00:00Z", "task_finished"),
    ],
)
def test_a_filter_is_looked_up(ben, make_task, asked, index):
    make_task()

    assert index in looked_up(ben, f"{TASKS}?{asked}")


@pytest.mark.parametrize(
    ("asked", "index"),
    [("assignee", "task_by_assignee"), ("created_by", "task_by_author"), ("team", "task_of_team")],
)
def test_somebody_s_are_read_in_their_own_order(ben, make_task, asked, index):
    for _ in range(2):
        make_task(assignee=ben.caller_id, team=ben.caller_id)

    first, following = plan(ben, f"{TASKS}?{asked}={ben.caller_id}&limit=1")

    assert f"Index Scan Backward using {index}" in first
    assert f"Index Scan Backward using {index}" in plan(ben, following)[0]


@pytest.fixture
def _a_new_table(db):
    as_new("work_task")


@pytest.mark.usefixtures("_a_new_table")
@pytest.mark.parametrize("asked", ["", "search=clean", "search=clean&kind=task", "asset_tag=x"])
def test_a_member_s_own_are_looked_up(cleo, make_task, asked):
    make_task()

    assert {"task_by_author", "task_by_assignee"} <= looked_up(cleo, f"{TASKS}?{asked}")


@pytest.mark.parametrize("asked", ["", "?search=clean&count=true", "?asset_tag=x&ordering=-due_at"])
def test_a_page_asks_as_often_for_thirty_rows_as_for_one(ben, cleo, make_task, asked):
    make_task()
    first = [len(queries_of(caller, TASKS + asked)) for caller in (ben, cleo)]

    for _ in range(29):
        make_task(created_by=cleo.caller_id, assignee=ben.caller_id)

    assert [len(queries_of(caller, TASKS + asked)) for caller in (ben, cleo)] == first


@pytest.mark.parametrize("way", ["", "__lte", "__gte"])
def test_what_is_of_some_days_is_found_before_it_is_sorted(ben, make_task, way):
    make_task()

    _, page = queries_of(ben, f"{API}time-entries/?spent_on{way}=2026-03-02")

    assert "ARRAY(SELECT" in page


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (f"comments/?task={ASSET}", "comment_of_task"),
        (f"comments/?author={DEMO_SUBS['cleo']}", "comment_of_author"),
        (f"time-entries/?task={ASSET}", "time_of_task"),
        (f"time-entries/?person={ASSET}", "time_of_person"),
        ("time-entries/?spent_on__gte=2026-03-02", "time_by_day"),
        ("time-entries/?spent_on=2026-03-02", "time_by_day"),
        (f"tasks/?schedule_id={ASSET}", "task_of_schedule"),
        (f"schedules/?asset_id={ASSET}", "schedule_by_asset"),
        ("schedules/?search=lens", "schedule_by_words"),
        ("notifications/?is_read=false", "unread_notification"),
        (f"notifications/?about={ASSET}", "notification_about"),
        (f"occurrences/?schedule={ASSET}", "a_schedule_comes_round_once"),
        ("occurrences/?due_at__gte=2026-03-02T12:00:00Z", "occurrence_by_due"),
        ("occurrences/?status=skipped", "occurrence_unmade"),
    ],
)
def test_others_are_looked_up(ben, make_task, asked, index):
    as_new("telling_notification")
    make_task()

    assert index in looked_up(ben, f"{API}{asked}")
