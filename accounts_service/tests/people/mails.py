"""What tests do with mails: let the waiting jobs send them, and find the link in one."""

import re
from typing import Any
from urllib.parse import urlsplit

from chassis.jobs.models import Job
from chassis.jobs.running import run_next


def send_all() -> None:
    """Let a worker do every job that waits."""
    while Job.objects.filter(status="queued").exists():
        run_next()


def link_in(mail: Any) -> str:
    """Return the path of the link in a mail."""
    found = re.search(r"http://[^/\s]+(/\S+\?\S+)", mail.body)
    assert found, mail.body
    parts = urlsplit(found[1])
    return f"{parts.path}?{parts.query}"
