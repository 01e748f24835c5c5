"""A worker is killed again and again while it sends mails: each arrives, and hardly any twice.

SMTP has no way to say "once": who dies between the server's yes and the note of it cannot know.
That while is as long as one statement takes; a mail that comes twice has one Message-ID.
"""

import random
import socket
from collections import Counter
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller

from accounts_service.people.actions import letters
from accounts_service.people.models import User
from chassis.auth import Caller
from chassis.jobs.models import Job
from chassis.testing import worker as workers

MAILS, KILLS = 300, 12
LONGEST_SECONDS = 240

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


class Postbox:
    """Takes every mail, and says so after a moment, as servers do."""

    def __init__(self):
        self.ids = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.ids.append(message_from_bytes(envelope.content)["Message-ID"])
        return "250 OK"


@pytest.fixture
def postbox(monkeypatch):
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("ACCOUNTS_EMAIL_URL", f"smtp://127.0.0.1:{port}")
    yield box
    controller.stop()


def test_each_mail_arrives_though_workers_are_killed(postbox, cleo, wait_for, record_property):
    User.objects.filter(id=cleo.id).update(email="cleo@example.org")
    person, tasks = User.objects.get(id=cleo.id), Caller(id="tasks", kind="service")
    for number in range(MAILS):
        notice = {"subject": f"{number}", "text": "", "link": "http://127.0.0.1/"}
        letters.pass_on(person=person, by=tasks, key=f"{number}", notice=notice)
    waiting = Job.objects.filter(status__in=("queued", "running"))
    done = Job.objects.filter(status="succeeded")

    kills = 0
    with workers.running(0) as (worker, _background):
        worker.kill()
        for kills in range(1, KILLS + 1):  # noqa: B007
            if waiting.count() < MAILS / 10:
                break
            workers.killed_after(random.uniform(0.0, 0.4), 0, did=done.count)
    with workers.running(0):
        wait_for(lambda: not waiting.exists(), LONGEST_SECONDS)

    counts = Counter(postbox.ids)
    repeated = sum(counts.values()) - len(counts)
    assert len(counts) == MAILS
    assert repeated <= kills / 2
    record_property(
        "figure",
        f"Mails  {MAILS} mails, worker killed -9 {kills} times: 0 lost, {repeated} arrived twice",
    )
