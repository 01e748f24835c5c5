"""Mails to people: enqueued with the change that they are about, written when they are sent.

The job holds ids and, sealed, an address; the link in the mail is made when it is sent.
"""

import smtplib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from accounts_service.people.actions import links
from accounts_service.people.errors import LetterNotSent
from accounts_service.people.models import User
from chassis import markdown
from chassis.auth import Caller
from chassis.encryption import seal, unseal
from chassis.jobs import enqueue


@dataclass(frozen=True)
class Letter:
    """A kind of mail."""

    subject: str
    link: links.Purpose | None = None


LETTERS = {
    "invite": Letter("You are invited to Kitroom", links.INVITE),
    "reset": Letter("A new password for Kitroom", links.RESET),
    "confirm_email": Letter("Confirm your e-mail address for Kitroom", links.EMAIL),
    "email_changed": Letter("Your e-mail address at Kitroom was changed"),
    "password_changed": Letter("Your password for Kitroom was changed"),
    "notice": Letter("Something concerns you at Kitroom"),
}


def pass_on(*, person: User, by: Caller, key: str, notice: Mapping[str, Any]) -> Any:
    """Enqueue what another service has to say to somebody, once for each key of that service."""
    return post("notice", person=person, by=by, key=f"notice:{by.id}:{key}", notice={**notice})


def post(
    letter: str,
    *,
    person: User | None,
    by: Caller,
    key: str | None,
    to: str = "",
    **words: Any,
) -> Any:
    """Enqueue a mail, once for each key. To nobody, it is enqueued all the same."""
    return enqueue(
        "people.send_letter",
        by=by,
        key=key,
        letter=letter,
        person=str(person.id) if person else "",
        to=seal(to) if to else "",
        **words,
    )


def send(
    *,
    letter: str,
    person: str,
    to: str,
    job_id: str,
    note: Callable[[], None],
    notice: Mapping[str, Any] | None = None,
) -> bool:
    """Write a mail and hand it to the mail server; return whether there was anybody to write to.

    That it was taken is noted as soon as the server says so, before anything else is said to it:
    who dies between the two sends it once more, with the same Message-ID.
    """
    kind = LETTERS[letter]
    found = User.objects.filter(id=UUID(person)).first() if person else None
    address = unseal(to) if to else (found.email if found else "")
    if found is None or not address or (not found.is_active and (kind.link or notice)):
        return False
    context = {"person": found, "public_url": settings.PUBLIC_URL, "notice": notice}
    if notice and notice.get("is_markdown"):
        context["html"] = markdown.html(notice["text"])
    if kind.link:
        new = address if kind.link is links.EMAIL else ""
        context |= {"link": links.make(kind.link, person=found, email=new), "kind": kind.link}
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    mail = EmailMultiAlternatives(
        # Whatever others put into it: a header of two lines would be two headers.
        " ".join(notice["subject"].split()) if notice else kind.subject,
        render_to_string(f"people/letters/{letter}.txt", context),
        to=[address],
        headers={
            # The same if it is sent twice, so that mail programs show it once.
            "Message-ID": f"<{job_id}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(f"people/letters/{letter}.html", context), "text/html")
    try:
        with get_connection() as line:
            mail.connection = line
            mail.send()
            note()
    except (OSError, smtplib.SMTPException) as error:
        code = getattr(error, "smtp_code", "")  # their words may repeat the address
        raise LetterNotSent(f"{type(error).__name__} {code}".strip()) from None
    return True


def where() -> str:
    """Say where mails go, for whoever waits for one."""
    if settings.EMAIL_HOST:
        return "It is sent by mail."
    if settings.EMAIL_FILE_PATH and "filebased" in settings.EMAIL_BACKEND:
        return (
            f"No mail server is set (KITROOM_EMAIL_URL): it is written to a file in "
            f"{settings.EMAIL_FILE_PATH}."
        )
    return "It is handed to the mail backend."
