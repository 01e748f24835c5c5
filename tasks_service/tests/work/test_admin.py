"""The pages of work in the admin."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from chassis.ids import uuid7
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.work import actions
from tasks_service.work.models import Comment, Status, Task, TimeEntry

LIST = "/tasks/admin/work/task/"


def _form(**changes):
    return {
        "title": "Clean the lens",
        "description": "",
        "kind": "task",
        "labels": "",
        "checklist": "",
        "status": "open",
        "priority": "2",
        "assignee": "",
        "asset_id": "",
        "due_at_0": "",
        "due_at_1": "",
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
        "blockers-TOTAL_FORMS": "0",
        "blockers-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "time_entries-TOTAL_FORMS": "0",
        "time_entries-INITIAL_FORMS": "0",
        **changes,
    }


def test_the_list_stays_within_twelve_queries(staff, make_task, django_assert_max_num_queries):
    for _ in range(30):
        make_task(due_at=now())

    with django_assert_max_num_queries(12):
        page = staff.get(LIST)

    assert page.status_code == 200


def test_the_list_names_who_does_it_and_what_it_is_about(staff, make_task, know):
    camera = uuid7()
    know.person(DEMO_SUBS["ben"], name="Ben Okafor")
    know.asset(camera, tag="CAM-1", title="Camera")
    make_task(assignee=DEMO_SUBS["ben"], asset_id=camera)
    make_task(assignee=DEMO_SUBS["cleo"])

    page = staff.get(LIST).content.decode()

    assert 'field-who">Ben Okafor<' in page
    assert 'field-what">CAM-1<' in page
    assert f'field-who">{DEMO_SUBS["cleo"]}<' in page


def test_what_is_known_of_others_is_shown_and_cannot_be_typed(staff, know):
    know.person(DEMO_SUBS["ben"], name="Ben Okafor")
    know.asset(uuid7(), tag="CAM-1", title="Camera")

    people, assets = (staff.get(f"/tasks/admin/work/{name}/") for name in ("person", "asset"))

    assert b"Ben Okafor" in people.content
    assert b"CAM-1" in assets.content
    assert staff.get("/tasks/admin/work/person/add/").status_code == 403


def test_whether_it_is_on_time_is_told_only_while_it_matters(staff, make_task):
    make_task(due_at=now() - timedelta(days=1))
    make_task(due_at=now() - timedelta(days=1), status=Status.DONE)
    make_task()

    page = staff.get(LIST).content.decode()

    assert (page.count("icon-no.svg"), page.count("icon-unknown.svg")) == (1, 2)


def test_the_list_can_be_narrowed_to_what_is_late(staff, make_task):
    make_task(title="late one", due_at=now() - timedelta(days=1))
    make_task(title="early one", due_at=now() + timedelta(days=1))

    page = staff.get(LIST, {"overdue": "yes"}).content.decode()

    assert "late one" in page
    assert "early one" not in page


def test_tasks_are_found_by_words(staff, make_task):
    make_task(title="late one")

    assert "late one" in staff.get(LIST, {"q": "late"}).content.decode()


def test_a_task_is_made_through_the_verb(staff, admin_user):
    page = staff.post(f"{LIST}add/", _form())

    assert page.status_code == 302, page.content
    assert Task.objects.get().created_by == str(admin_user.sub)


def test_a_task_is_changed_through_the_verb(staff, make_task):
    task = make_task()

    page = staff.post(f"{LIST}{task.id}/change/", _form(status="done"))

    assert page.status_code == 302, page.content
    task.refresh_from_db()
    assert (task.completed, task.version) == (True, 2)


def test_labels_are_kept_as_the_api_keeps_them(staff, ben):
    staff.post(f"{LIST}add/", _form(labels="Lens,lens," + "İ" * 50))

    assert Task.objects.get().labels == ["lens", "İ" * 50]
    assert len(ben.get("/tasks/api/v1/tasks/", {"label": "LENS"}).json()["results"]) == 1


def test_of_several_it_is_said_which_one_may_not(staff, make_task):
    some = [
        make_task(title=title, status=status) for title, status in (("A", "open"), ("B", "done"))
    ]

    page = staff.post(
        LIST, {"action": "start", "_selected_action": [str(task.id) for task in some]}, follow=True
    )

    assert "B: This task is done" in page.content.decode()
    assert "None of the 2 was changed." in page.content.decode()
    assert Task.objects.filter(status="in_progress").count() == 0


def test_a_task_is_deleted_through_the_verb(staff, make_task):
    page = staff.post(f"{LIST}{make_task().id}/delete/", {"post": "yes"})

    assert page.status_code == 302
    assert not Task.objects.exists()


def test_a_checklist_is_typed_in_lines_and_labels_with_commas(staff, make_task):
    task = make_task(checklist=[{"text": "Wipe", "is_done": True}])
    page = f"{LIST}{task.id}/change/"
    assert b"[x] Wipe" in staff.get(page).content

    staff.post(page, _form(checklist="[x] Wipe\n[ ] Dry\nPack", labels="lens,fragile"))

    task.refresh_from_db()
    assert [(item["text"], item["is_done"]) for item in task.checklist] == [
        ("Wipe", True),
        ("Dry", False),
        ("Pack", False),
    ]
    assert task.labels == ["lens", "fragile"]


def test_what_is_said_and_what_blocks_is_on_the_page(staff, make_task, by_ben):
    task, other = make_task(), make_task(title="Buy cloth")
    actions.change_task(task=task, by=by_ben, blocked_by=[other.id])
    actions.write_comment(by=by_ben, task_id=task.id, body="Use the soft one.")

    page = staff.get(f"{LIST}{task.id}/change/").content.decode()

    assert "Buy cloth" in page
    assert "Use the soft one." in page


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("start", Status.ON_HOLD, Status.IN_PROGRESS),
        ("mark_done", Status.OPEN, Status.DONE),
        ("reopen", Status.DONE, Status.OPEN),
        ("reopen", Status.ON_HOLD, Status.ON_HOLD),
    ],
)
def test_several_are_ticked_at_once(staff, make_task, action, before, after):
    task = make_task(status=before)

    page = staff.post(LIST, {"action": action, "_selected_action": [str(task.id)]}, follow=True)

    task.refresh_from_db()
    assert task.status == after
    assert "1 changed." in page.content.decode()


def test_the_desk_cancels_what_others_wrote_down(staff, admin_user, make_task):
    task = make_task()
    admin_user.roles = ["technician"]
    admin_user.save()

    staff.post(LIST, {"action": "cancel", "_selected_action": [str(task.id)]})

    task.refresh_from_db()
    assert task.status == Status.CANCELLED


def test_the_history_page_tells_every_change(staff, make_task):
    task = make_task()
    task.assignee = DEMO_SUBS["cleo"]
    task.save()

    page = staff.get(f"{LIST}{task.id}/history/")

    assert page.status_code == 200
    assert DEMO_SUBS["cleo"] in page.content.decode()


def test_what_a_task_waits_for_is_set_on_its_page_by_the_verb(staff, admin_user, make_task):
    admin_user.roles = ["technician"]
    admin_user.save()
    task, first = make_task(title="Second"), make_task(title="First")
    address = f"/tasks/admin/work/task/{task.pk}/change/"
    lines = {"blockers-TOTAL_FORMS": "1", "blockers-0-blocker": str(first.pk)}
    lines |= {"blockers-0-id": "", "blockers-0-task": str(task.pk)}

    assert staff.post(address, _form(title="Second", **lines)).status_code == 302
    assert [each.blocker for each in task.blockers.all()] == [first]
    circle = _form(
        **{
            **lines,
            "title": "First",
            "blockers-0-blocker": str(task.pk),
            "blockers-0-task": str(first.pk),
        }
    )
    page = staff.post(f"/tasks/admin/work/task/{first.pk}/change/", circle)

    assert "A task would wait for itself." in page.content.decode()


def test_comments_and_time_are_written_by_their_verbs(staff, admin_user, make_task):
    admin_user.sub, admin_user.roles = DEMO_SUBS["ana"], ["admin"]
    admin_user.save()
    task = make_task()

    said = {"task": str(task.pk), "body": "In *room 2*."}
    assert staff.post("/tasks/admin/work/comment/add/", said).status_code == 302
    took = {"task": str(task.pk), "person": "", "spent_on": "2026-03-02", "minutes": "5"}
    assert staff.post("/tasks/admin/work/timeentry/add/", took).status_code == 302

    me = admin_user.caller().person_id
    assert Comment.objects.get().author == TimeEntry.objects.get().person == me
    other = Comment.objects.create(task=task, body="Mine.")
    page = staff.post(f"/tasks/admin/work/comment/{other.pk}/change/", {"body": "Yours."})
    assert "A comment is changed by whoever wrote it" in page.content.decode()


def test_what_is_chosen_in_a_table_says_what_it_is(staff):
    page = staff.get(f"{LIST}add/").content.decode()

    assert 'name="blockers-__prefix__-blocker"' in page
    assert (
        page.partition('name="blockers-__prefix__-blocker"')[2]
        .partition(">")[0]
        .count('aria-label="Blocker"')
        == 1
    )
    assert "kitroom/autocomplete" in page
