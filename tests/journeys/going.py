"""Somebody with an unusual name, who did all that leaves their name somewhere, and then goes."""

import json
import time
from datetime import UTC, datetime, timedelta

from tests.faults.databases import rows
from tests.journeys import searching
from tests.journeys.browsing import Person
from tests.journeys.test_planted_secrets import Planted, link_to
from tests.running import until

PEOPLE = "/accounts/api/v1/people/"
SAGAS = "/accounts/api/v1/sagas/"
TASKS = "/tasks/api/v1/"
CATALOG = "/catalog/api/v1/"
NAME, FORMER, PHONE = "Zdeňka Quíxova", "Zdeňka Půvabná", "+420 777 123 987"
OVER = ("done", "compensated", "needs_attention")


class Goer:
    """The person, as the admin and they themself call."""

    def __init__(self, system, admin):
        self.system, self.admin = system, admin
        self.username = f"quix-{time.monotonic_ns()}"
        self.mail, self.former_mail = (
            f"{self.username}@post.example",
            f"{self.username}@old.example",
        )
        words = {"username": self.username, "name": FORMER, "email": self.former_mail}
        self.id = made(admin.post(PEOPLE, {**words, "role": "technician"}))["id"]
        self._come_in()
        now = {"name": NAME, "email": self.mail, "phone": PHONE}
        assert admin.patch(f"{PEOPLE}{self.id}/", now, headers={"Idempotency-Key": "go"}).ok

    @property
    def words(self):
        """What names them, each as it is and as JSON with the letters A to Z has it."""
        plain = (NAME, FORMER, self.mail, self.former_mail, PHONE, self.username)
        return {word: [word] for each in plain for word in {each, json.dumps(each)[1:-1]}}

    def _come_in(self):
        with Person(self.system, self.username) as browser:
            page = browser.opens(link_to(self.system, Planted(), self.former_mail, "invite"))
            browser.password = "a quite long password 7"
            words = {"new_password1": browser.password, "new_password2": browser.password}
            browser.sends(page, **words)
            for service in ("tasks", "catalog"):
                assert browser.opens(f"{self.system.url}/{service}/admin/").status_code == 200

    def works(self):
        """Leave the name in tasks and comments, also of others, and under keys."""
        with self.system.api(self.username) as own:
            task = made(own.post(f"{TASKS}tasks/", {"title": f"Ask {NAME}", "assignee": self.id}))
            key = {"Idempotency-Key": f"go-{self.id}"}
            said = {"task": task["id"], "body": f"{NAME}, {self.mail} or {PHONE}"}
            made(own.post(f"{TASKS}comments/", said, headers=key))
        said = {
            "task": task["id"],
            "body": f"@{NAME.lower().replace(' ', '.')} knows. {NAME} did it.",
        }
        made(self.admin.post(f"{TASKS}comments/", said))
        assert self.admin.patch(f"{TASKS}tasks/{task['id']}/", {"description": NAME}).ok
        return task["id"]

    def borrows(self):
        """Have one thing, be promised another; leave the name in notes, a form and a file."""
        free = self.admin.get(
            f"{CATALOG}assets/", params={"status": "available", "limit": 9}
        ).json()
        out, promised = self._lends(free["results"])
        self.admin.post(f"{CATALOG}loans/{out['id']}/form/")
        text = f"tag,product,notes\nQ-{self.username},,{NAME} {self.mail}\n"
        file = {"file": ("gear of quix.csv", text.encode())}
        self.admin.call("POST", f"{CATALOG}imports/", data={"kind": "assets"}, files=file)
        return out["id"], promised["id"]

    def _lends(self, assets):
        known = until(lambda: self._is_known_to("catalog"), 60)
        assert known
        due = {"borrower": self.id, "note": f"For {NAME}"}
        out = promised = None
        for asset in assets:
            line = [{"asset": asset["tag"]}]
            if out is None:
                answer = self.admin.post(
                    f"{CATALOG}loans/", {**due, "due_at": at(5), "lines": line}
                )
                out = answer.json() if answer.ok else None
            else:
                when = {"starts_at": at(30), "ends_at": at(40)}
                answer = self.admin.post(f"{CATALOG}reservations/", {**due, **when, "lines": line})
                promised = answer.json() if answer.ok else None
            if promised:
                return out, promised
        raise AssertionError(answer.text)

    def _is_known_to(self, service):
        table = {"catalog": "gear_person", "tasks": "work_person"}[service]
        return rows(self.system, service, f"SELECT 1 FROM {table} WHERE id = %s", [self.id])  # noqa: S608

    def flow(self, verb, body=None):
        """Begin a flow, and wait until it is over."""
        answer = self.admin.post(f"{PEOPLE}{self.id}/{verb}/", body or {})
        assert answer.status_code == 202, answer.text
        return self.over(answer.json()["id"])

    def over(self, saga, seconds=90):
        """Wait for a flow; return how it ended."""
        address = f"{SAGAS}{saga}/"
        ended = lambda: (row := self.admin.get(address).json())["status"] in OVER and row  # noqa: E731
        return until(ended, seconds)

    def found(self):
        """Return where a word lies: what PostgreSQL ever wrote (pg_wal) is not asked."""
        places = searching.everywhere(self.system)
        asked = (each for each in places if "pg_wal" not in each[0])
        return searching.found(self.words, asked)


def at(days):
    """Return a day at noon: desks are open then."""
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    return (noon + timedelta(days=days)).isoformat()


def made(answer):
    """Return what a request made."""
    assert answer.status_code == 201, answer.text
    return answer.json()
