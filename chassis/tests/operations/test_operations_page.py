"""The operations page and its API: what each figure means, and what to do when it is red."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from chassis.events.models import DeadLetter
from chassis.jobs.models import Job
from chassis.operations import pages
from chassis.operations.figures import Part
from chassis.operations.parts import PARTS, dead_letters
from chassis.operations.readings import read_all
from chassis.testing.sessions import browser_of

PAGE = "/chassis/admin/operations/"
API = "/chassis/api/v1/operations/"


def test_the_page_tells_every_part_its_meaning_and_its_remedy(staff):
    page = staff.get(PAGE).content.decode()

    for part in PARTS:
        assert f"<h2>{part.title}</h2>" in page
        assert escape(part.remedy) in page


def test_the_page_says_at_once_whether_somebody_should_look(staff, monkeypatch):
    monkeypatch.setattr(pages, "read_all", lambda: read_all([dead_letters.PART]))
    assert "All is well." in staff.get(PAGE).content.decode()

    DeadLetter.objects.create(stream="events:others", entry_id="1-0", status="parked")

    page = staff.get(PAGE).content.decode()
    assert "Somebody should look at: Dead letters." in page
    assert "<td>1, look</td>" in page


def test_a_part_that_cannot_be_read_says_so(staff, monkeypatch):
    bad = Part(name="bad", title="Bad", meanings={}, remedy="Mend it.", read=lambda: 1 / 0)
    monkeypatch.setattr(pages, "read_all", lambda: read_all([bad]))

    assert "Not known: the database did not tell in time." in staff.get(PAGE).content.decode()


def test_the_page_costs_the_same_however_much_there_is(staff):
    with CaptureQueriesContext(connection) as few:
        staff.get(PAGE)
    for _ in range(20):
        Job.objects.create(name="notes.count", owner="ana")

    with CaptureQueriesContext(connection) as many:
        staff.get(PAGE)

    assert len(many) == len(few)


@pytest.mark.parametrize("page", [PAGE, "/chassis/admin/trace/"])
def test_who_is_not_staff_gets_the_login(db, page):
    browser = browser_of(get_user_model().objects.create_user("viewer"))

    answer = browser.get(page)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/chassis/admin/login/")


@pytest.fixture
def technician(admin_user):
    """Return a browser of someone of the staff who does not run the service."""
    admin_user.is_superuser, admin_user.scopes = False, ["chassis:read"]
    admin_user.save()
    admin_user.user_permissions.add(*Permission.objects.all())
    return browser_of(admin_user)


@pytest.mark.parametrize("page", [PAGE, "/chassis/admin/trace/"])
def test_who_does_not_run_the_service_is_told_so_in_the_look_of_the_admin(technician, page):
    answer = technician.get(page)

    assert (answer.status_code, answer["Content-Type"]) == (403, "text/html; charset=utf-8")
    assert "it needs the scope chassis:operate" in answer.content.decode()


@pytest.mark.parametrize("page", [PAGE, "/chassis/admin/trace/"])
def test_the_scope_is_enough(admin_user, page):
    admin_user.is_superuser, admin_user.scopes = False, ["chassis:operate"]
    admin_user.save()

    assert browser_of(admin_user).get(page).status_code == 200


def test_who_does_not_run_the_service_is_led_to_neither_page(ana, technician):
    note = ana.post("/chassis/api/v1/notes/", {"title": "Tidy"}).json()["id"]
    job = Job.objects.create(name="notes.count", owner="ana", origin={"request_id": "the-request"})

    for path in (f"notes/note/{note}/history/", f"jobs/job/{job.id}/change/"):
        page = technician.get(f"/chassis/admin/{path}").content.decode()

        assert f'href="{PAGE}"' not in page
        assert "/chassis/admin/trace/" not in page
    assert "the-request" in page


def test_every_page_of_the_admin_leads_there_and_history_to_its_request(ana, staff):
    answer = ana.post("/chassis/api/v1/notes/", {"title": "Tidy"})

    history = staff.get(f"/chassis/admin/notes/note/{answer.json()['id']}/history/")

    page = history.content.decode()
    assert f'href="{PAGE}"' in page
    assert f'href="/chassis/admin/trace/?request_id={answer["X-Request-ID"]}"' in page
