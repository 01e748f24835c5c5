"""What people write, as HTML: for whoever asks for it by name, in the admin, in mails."""

from tasks_service.tests.conftest import API, TASKS
from tasks_service.work.models import Comment

COMMENTS = f"{API}comments/"
SAID = "Not in *room 2*. <script>boom()</script>"
SHOWN = "<p>Not in <em>room 2</em>. &lt;script&gt;boom()&lt;/script&gt;</p>\n"
INDENTED = {"accept": "application/json; indent=1"}  # what is indented the serializer shows


def test_it_is_told_only_to_whoever_asks_for_it(ben, make_task):
    task = make_task(description=SAID)
    address = f"{TASKS}{task.pk}/"

    for how in ({}, INDENTED):
        assert "description_html" not in ben.get(address, headers=how).json()
        assert "description_html" not in ben.get(TASKS, headers=how).json()["results"][0]
        assert "title" not in ben.get(f"{address}?omit=title", headers=how).json()
        asked = f"{address}?fields=title,description_html"
        assert ben.get(asked, headers=how).json() == {
            "title": task.title,
            "description_html": SHOWN,
        }
    assert "description_html" not in ben.post(f"{address}start/").json()
    assert "description_html" not in ben.patch(address, {"description": "x"}).json()


def test_a_list_of_comments_tells_it_too(ben, make_task):
    task = make_task()
    Comment.objects.create(task=task, body=SAID)

    [row] = ben.get(f"{COMMENTS}?task={task.pk}&fields=body_html").json()["results"]

    assert row == {"body_html": SHOWN}


def test_nobody_writes_it(ben, make_task):
    task = make_task(description="Kept")

    answer = ben.patch(f"{TASKS}{task.pk}/", {"description_html": "<b>Written</b>"})

    assert answer.status_code == 200
    task.refresh_from_db()
    assert task.description == "Kept"


def test_the_admin_shows_what_was_said_and_runs_none_of_it(staff, make_task):
    task = make_task(description=SAID)
    Comment.objects.create(task=task, body=SAID)

    page = staff.get(f"/tasks/admin/work/task/{task.pk}/change/").content.decode()

    assert page.count("Not in <em>room 2</em>. &lt;script&gt;boom()") == 2
    assert "<script>boom" not in page
