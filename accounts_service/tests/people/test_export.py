"""`POST /people/{id}/export/`: all that is known of somebody, in all services, as one archive."""

import json
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from accounts_service.people import actions, clients
from accounts_service.tests.conftest import DESK
from chassis.clients import Answer, UpstreamAway
from chassis.jobs.models import Job
from chassis.jobs.running import run_next

API = "/accounts/api/v1/"
ROOT = Path(__file__).parents[3]
SECTIONS = "/internal/privacy/sections/"


@pytest.fixture
def feeds(monkeypatch):
    """Tasks and catalog, which know some comments in two pages; what else a test says."""
    pages = {
        SECTIONS: [{"name": "comments", "says": "What they said."}],
        f"{SECTIONS}comments/": {"next": "7", "results": [{"body": "Done."}]},
        f"{SECTIONS}comments/7": {"next": None, "results": [{"body": "Zdeňka did."}]},
    }
    asked = []

    class InProcess:
        def __init__(self, name):
            self.name = name

        def get(self, path, *, params, **_):
            asked.append((self.name, params))
            found = pages[f"{path}{params.get('cursor', '')}"]
            if found is None:
                raise UpstreamAway(self.name, "it is away")
            return Answer(200, {}, json.dumps(found).encode())

    monkeypatch.setattr(clients, "Upstream", InProcess)
    pages["asked"] = asked
    return pages


def archive_of(client, address):
    """Return what is in the file of a job."""
    data = b"".join(client.get(f"{address}result/").streaming_content)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_an_archive_holds_what_every_service_knows(feeds, speaking_for, cleo):
    actions.change_person(user=cleo, by=DESK, phone="+49 30 1234567")
    client = speaking_for(cleo)

    answer = client.post(f"{API}people/me/export/")
    run_next()

    files = archive_of(client, answer["Location"])
    (row,) = json.loads(files["accounts/person.json"])
    assert (answer.status_code, row["name"], row["phone"]) == (202, "Cleo Martin", "+49 30 1234567")
    assert "password" not in row
    assert len(json.loads(files["accounts/person-history.json"])) == 2
    comments = [{"body": "Done."}, {"body": "Zdeňka did."}]
    assert (
        json.loads(files["tasks/comments.json"])
        == comments
        == json.loads(files["catalog/comments.json"])
    )
    assert "tasks/comments.json: What they said. 2 rows." in files["README.txt"]
    assert files["accounts/api-tokens.json"] == "[]\n"
    assert ("tasks", {"subject": str(cleo.id), "cursor": "7"}) in feeds["asked"]
    job = client.get(answer["Location"]).json()
    assert job["progress"]["done"] == job["progress"]["total"] > 20


def test_only_they_and_admins_see_it(feeds, admin_api, speaking_for, cleo, ben, refused):
    answer = admin_api.post(f"{API}people/{cleo.id}/export/")
    run_next()

    where = answer["Location"]
    assert "README.txt" in archive_of(speaking_for(cleo), where)
    assert "README.txt" in archive_of(admin_api, where)
    refused(speaking_for(ben).get(where), 404, "not_found")  # he runs the desk, and sees other jobs
    refused(speaking_for(ben).get(f"{where}result/"), 404, "not_found")
    refused(speaking_for(ben).post(f"{API}people/{cleo.id}/export/"), 403, "forbidden")


def test_a_service_that_is_away_is_asked_again_by_the_next_try(feeds, cleo):
    kept, feeds[SECTIONS] = feeds[SECTIONS], None
    job = actions.export_person(user=cleo, by=DESK)

    run_next()
    feeds[SECTIONS] = kept
    Job.objects.update(status="queued", run_after="2026-01-01T00:00Z")
    run_next()

    job.refresh_from_db()
    assert (job.status, bool(job.result_file)) == ("succeeded", True)


def test_every_other_service_is_asked():
    registry = tomllib.loads((ROOT / "services.toml").read_text())

    named = set(registry.get("services", registry))
    assert {"accounts", *clients.OTHERS} == named


def test_the_admin_begins_it(staff, cleo):
    words = {"action": "export", "_selected_action": [str(cleo.id)]}

    staff.post("/accounts/admin/people/user/", words)

    assert Job.objects.get(name="people.export").owner == str(cleo.id)


def test_a_page_puts_ones_own_archive_together(client, cleo):
    assert client.get("/accounts/archive/").status_code == 302  # to the sign-in page
    client.force_login(cleo)

    client.post("/accounts/archive/")

    job = Job.objects.get(name="people.export")
    Job.objects.filter(pk=job.pk).update(result_file="archive.zip", status="succeeded")
    shown = client.get("/accounts/archive/").content.decode()
    assert job.owner == str(cleo.id)
    assert f"/accounts/api/v1/jobs/{job.pk}/result/" in shown
    assert "/accounts/archive/" in client.get("/accounts/security/").content.decode()
