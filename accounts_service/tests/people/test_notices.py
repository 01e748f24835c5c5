"""`POST /accounts/internal/letters/`: what another service has to say to somebody."""

import pytest

from accounts_service.people.models import User
from accounts_service.tests.people.mails import send_all
from chassis.ids import uuid7

LETTERS = "/accounts/internal/letters/"


@pytest.fixture
def service(as_caller):
    """The service tasks."""
    return as_caller(id="tasks", client_id="tasks", roles=[], scopes=["accounts:internal"])


@pytest.fixture
def notice(cleo):
    """What tasks say to Cleo."""
    User.objects.filter(id=cleo.id).update(email="cleo@example.org")
    link = "http://127.0.0.1:8080/tasks/api/v1/tasks/1/"
    subject, text = "Due now: <b>Lamp</b>", "It flickers.\n\nStill."
    return {"person": cleo.id, "key": "k1", "subject": subject, "text": text, "link": link}


def test_it_is_mailed_as_text_and_html_once_for_a_key(service, notice, mailoutbox):
    for _ in range(2):
        assert service.post(LETTERS, notice).status_code == 202
    send_all()
    assert service.post(LETTERS, notice).status_code == 202
    send_all()

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["cleo@example.org"], notice["subject"])
    assert notice["link"] in mail.body
    html = mail.alternatives[0][0]
    assert "&lt;b&gt;Lamp" in html
    assert "<p>Still.</p>" in html


@pytest.mark.parametrize("between", ["\r\nBcc: evil@example.org\r\n\r\n", "\n", "\u2028", "\x0b"])
def test_a_subject_of_several_lines_becomes_one(service, notice, mailoutbox, between):
    service.post(LETTERS, {**notice, "subject": f"Due now:{between}Lamp"})
    send_all()

    [mail] = mailoutbox
    subject = mail.message()["Subject"]
    assert subject.startswith("Due now: ")
    assert subject.endswith(" Lamp")
    assert mail.recipients() == ["cleo@example.org"]


def test_what_people_write_is_html_in_which_nothing_runs(service, notice, mailoutbox):
    said = "Not in *room 2*. <script>alert(1)</script> [here](javascript:alert(1))"

    service.post(LETTERS, {**notice, "text": said, "is_markdown": True})
    send_all()

    [mail] = mailoutbox
    html = mail.alternatives[0][0]
    assert "Not in <em>room 2</em>. &lt;script&gt;" in html
    assert "javascript:" not in html.replace("[here](javascript:alert(1))", "")
    assert said in mail.body


def test_who_is_not_here_any_more_gets_none(service, notice, cleo, mailoutbox):
    User.objects.filter(id=cleo.id).update(is_active=False)

    service.post(LETTERS, notice)
    send_all()

    assert not mailoutbox


def test_nobody_is_written_to_who_is_not_known(service, notice, refused):
    refused(service.post(LETTERS, {**notice, "person": str(uuid7())}), 404, "not_found")
    refused(service.post(LETTERS, {**notice, "subject": ""}), 400, "invalid")
