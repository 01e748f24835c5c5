"""Changing one's e-mail address: confirmed from the new one, told to the old one."""

import json
import re
import socket
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.core.exceptions import ImproperlyConfigured

from accounts_service.access.models import AccessRecord, Kind
from accounts_service.people import actions
from accounts_service.people.actions import letters
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK, PASSWORD
from accounts_service.tests.people.mails import link_in, send_all
from chassis import defaults
from chassis.encryption import unseal
from chassis.jobs.models import Job
from chassis.jobs.running import run_next

EMAIL = "/accounts/email/"
SECRET = "not%20a%20se%40ret"
CONFIRM = "/accounts/email/confirm/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def cleo_reads_mail(cleo):
    User.objects.filter(id=cleo.id).update(email="old@example.org")
    cleo.refresh_from_db()
    return cleo


@pytest.fixture
def link(client, cleo_reads_mail, mailoutbox):
    client.force_login(cleo_reads_mail)
    client.post(EMAIL, {"email": "new@example.org", "password": PASSWORD})
    send_all()
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]
    return link_in(mailoutbox[0])


def test_the_address_changes_when_the_new_one_answers(link, client, cleo, mailoutbox):
    client.get(link, follow=True)
    cleo.refresh_from_db()
    assert cleo.email == "old@example.org", "looking at the link changes nothing"

    client.post(CONFIRM)
    send_all()
    cleo.refresh_from_db()
    assert cleo.email == "new@example.org"
    assert mailoutbox[-1].to == ["old@example.org"]
    assert "now another one" in mailoutbox[-1].body
    assert AccessRecord.objects.filter(kind=Kind.EMAIL_CHANGED, person=cleo.id).exists()


def test_the_link_works_once(link, client):
    client.get(link, follow=True)
    client.post(CONFIRM)

    assert client.get(link, follow=True).status_code == 400


def test_the_password_is_asked_for(client, cleo_reads_mail):
    client.force_login(cleo_reads_mail)
    client.post(EMAIL, {"email": "new@example.org", "password": "wrong"})

    assert not Job.objects.exists()


def test_the_new_address_is_sealed_in_the_job(link):
    job = Job.objects.get(parameters__letter="confirm_email")

    assert "new@example.org" not in json.dumps(job.parameters)
    assert unseal(job.parameters["to"]) == "new@example.org"


def test_an_admins_change_is_told_to_the_old_address(cleo_reads_mail, mailoutbox):
    actions.change_person(user=cleo_reads_mail, by=DESK, email="new@example.org")
    send_all()

    assert [mail.to for mail in mailoutbox] == [["old@example.org"]]


class Inbox:
    """What an SMTP server got."""

    def __init__(self) -> None:
        self.mails = []
        self.refuses = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Take a mail, or refuse it with its address in the words."""
        if self.refuses:
            return f"554 no mail for {envelope.rcpt_tos[0]}"
        self.mails.append(envelope)
        return "250 OK"


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def smtp(settings):
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=_free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = server.port
    yield inbox
    server.stop()


def test_a_mail_server_gets_text_and_html(smtp, cleo_reads_mail):
    User.objects.filter(id=cleo_reads_mail.id).update(name="Cléo <b>")
    actions.ask_for_reset(typed="cleo", at=0)
    send_all()

    (envelope,) = smtp.mails
    mail = message_from_bytes(envelope.content)
    plain, html = (part.get_payload(decode=True).decode() for part in mail.get_payload())
    assert envelope.rcpt_tos == ["old@example.org"]
    assert mail["From"] == "Kitroom <kitroom@testserver>"
    assert mail["Message-ID"] == f"<{Job.objects.get().id}@testserver>"
    assert "Hello Cléo <b>," in plain
    assert "Hello Cléo &lt;b&gt;," in html
    assert re.search(r'href="http://testserver/accounts/password/new/\?for=reset&amp;token=', html)


def test_a_refusal_is_tried_again_and_tells_no_address(smtp, cleo_reads_mail, logged):
    smtp.refuses = True
    actions.ask_for_reset(typed="cleo", at=0)
    run_next()

    job = Job.objects.get()
    assert (job.status, job.tries) == ("queued", 1)
    said = json.dumps([line for line in logged() if line["logger"] != "mail.log"])  # the server's
    assert "SMTPDataError 554" in said
    assert "old@example.org" not in json.dumps(job.error) + said
    smtp.refuses = False
    Job.objects.update(run_after=job.created_at)
    send_all()
    assert len(smtp.mails) == 1


def test_a_mail_server_that_is_away_is_an_error_without_an_address(settings, cleo_reads_mail):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(letters.LetterNotSent, match="ConnectionRefusedError"):
        letters.send(
            letter="reset", person=str(cleo_reads_mail.id), to="", job_id="x", note=lambda: None
        )


def test_without_a_server_mails_are_files(settings, tmp_path, cleo_reads_mail):
    for name, value in defaults.mail("NO_SUCH_URL", folder=tmp_path / "mail").items():
        setattr(settings, name, value)
    actions.ask_for_reset(typed="cleo", at=0)
    send_all()

    (file,) = (tmp_path / "mail").iterdir()
    assert "/accounts/password/new/?for=reset" in file.read_text()
    assert str(tmp_path) in letters.where()


def test_a_url_says_how_mail_is_sent(monkeypatch, tmp_path):
    monkeypatch.setenv("A_URL", f"smtp+tls://kit:{SECRET}@mail.example.org:587")
    mail = defaults.mail("NO_SUCH_URL", "A_URL", folder=tmp_path)

    assert mail["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("kit", "not a se@ret")
    assert mail["EMAIL_USE_TLS"] is True


def test_a_wrong_url_is_told_without_its_password(monkeypatch, tmp_path):
    monkeypatch.setenv("A_URL", f"http://kit:{SECRET}@mail.example.org")
    with pytest.raises(ImproperlyConfigured, match="A_URL is no URL of mail") as error:
        defaults.mail("A_URL", folder=tmp_path)

    assert SECRET not in str(error.value)
