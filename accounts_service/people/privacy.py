"""Who somebody is, and what becomes of it when they are forgotten."""

from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

from accounts_service.people import actions
from accounts_service.people.models import Erasure, Membership, User
from chassis.jobs.models import Job
from chassis.privacy import about, asking, files
from chassis.privacy import words as told
from chassis.privacy.erasing import forgets

about("person", User, "id", says="Who they are.", omit=["password"])
about("teams", Membership, "person", says="Teams that they are in.", goes=True)
about("erasures", Erasure, "person", "asked_by", says="Who was forgotten.", omit=["words"])

asking.erasures(actions.whom)


@forgets("letters")
def forget_letters(erasure: told.Erasure) -> int:
    """Delete mails to them that are not sent, and their archives."""
    own = Job.objects.filter(name="people.send_letter", parameters__person=str(erasure.subject))
    archives = Job.objects.filter(name="people.export", owner=str(erasure.subject))
    return own.delete()[0] + files.forget(list(archives))


@forgets("mails")
def forget_mails(erasure: told.Erasure) -> int:
    """Delete the mails that lie in a folder where no mail server is set, and name them."""
    folder = settings.EMAIL_FILE_PATH
    paths = [path for path in Path(folder).rglob("*") if path.is_file()] if folder else []
    found = [path for path in paths if _names(path.read_bytes(), erasure)]
    for path in found:
        path.unlink()
    return len(found)


def _names(mail: bytes, erasure: told.Erasure) -> bool:
    """Look through a mail as its reader sees it."""
    message = message_from_bytes(mail, policy=policy.default)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    text = "\n".join([mail.decode("utf-8", "replace"), *map(str, message.values()), *parts])
    return erasure.rid(text) != text
