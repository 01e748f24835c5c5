"""Browsers that are signed in, for tests: as if they had come back from the provider."""

import time
from typing import Any

from django.test import Client

from chassis.logins.sessions import SignIn, keep


def browser_of(user: Any, **changes: Any) -> Client:
    """Return a browser with a session of somebody."""
    now = time.time()
    words: dict[str, Any] = {
        "sid": "a-sid",
        "issued_at": int(now),
        "id_token": "",
        "checked_at": now,
    }
    client = Client()
    client.force_login(user)
    session = client.session
    keep(session, SignIn(**{**words, **changes}))
    session.save()
    return client
