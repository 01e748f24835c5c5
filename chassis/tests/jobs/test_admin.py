"""Jobs in the admin: find them, look inside, steer them."""

import re

import pytest
from django.contrib.auth.models import Permission

from chassis.jobs.models import Job, Slot, Status
from chassis.testing.sessions import browser_of
from chassis.tests.jobs.conftest import done, planted, waiting
from chassis.tests.project.notes.models import Note

LIST = "/chassis/admin/jobs/job/"


@pytest.fixture
def steer(staff):
    """Return a function that does a list action for jobs; it returns what the page says."""

    def act(action, *jobs):
        form = {"action": action, "_selected_action": [str(job.id) for job in jobs]}
        page = staff.post(LIST, form, follow=True)
        return [str(message) for message in page.context["messages"]]

    return act


def test_jobs_can_be_found_and_looked_into(staff):
    job = planted(
        status=Status.DEAD, key="once", error={"detail": "It broke."}, origin={"actor": "ana"}
    )
    Slot.objects.create(schedule="notes.count", slot=job.created_at, job=job)

    found = staff.get(f"{LIST}?status__exact=dead&q=once").content.decode()
    inside = staff.get(f"{LIST}{job.id}/change/").content.decode()

    assert str(job.id) in found
    assert str(job.id) not in staff.get(f"{LIST}?status__exact=queued").content.decode()
    assert "It broke." in inside
    assert "actor" in inside
    assert "notes.count" in staff.get("/chassis/admin/jobs/slot/").content.decode()


def test_a_jobs_page_leads_to_its_result_file(staff, admin_user):
    admin_user.scopes, admin_user.roles = ["notes:read"], ["technician"]
    admin_user.save()
    Note.objects.create(title="Tidy")
    job, other = done(waiting()), planted()

    page = staff.get(f"{LIST}{job.id}/change/").content.decode()
    (link,) = re.findall(r'<a href="([^"]+)">notes.txt</a>', page)

    assert b"".join(staff.get(link)) == b"Tidy\n"
    assert job.result_file.url not in page
    assert "notes.txt" not in staff.get(f"{LIST}{other.id}/change/").content.decode()


def test_jobs_that_ended_badly_are_tried_again(steer):
    dead, running = planted(status=Status.DEAD), planted(status=Status.RUNNING)

    assert steer("retry", dead, running) == [
        f"{running}: The job waits, runs or succeeded: there is nothing to try again.",
        "1 changed.",
    ]
    assert Job.objects.get(id=dead.id).status == Status.QUEUED
    assert Job.objects.get(id=running.id).status == Status.RUNNING


def test_jobs_that_are_not_over_are_cancelled(steer):
    waiting, over = planted(), planted(status=Status.SUCCEEDED)

    assert len(steer("cancel", waiting, over)) == 2

    assert Job.objects.get(id=waiting.id).status == Status.CANCELLED


def test_whoever_may_only_look_at_jobs_is_offered_no_action(django_user_model):
    looker = django_user_model.objects.create_user(username="looker", is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_job"))
    client = browser_of(looker)
    job = planted()

    page = client.get(LIST)
    client.post(LIST, {"action": "cancel", "_selected_action": [str(job.id)]})

    assert page.status_code == 200
    assert not page.context["action_form"]
    assert Job.objects.get().status == Status.QUEUED
