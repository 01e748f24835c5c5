"""Whether a session still holds: asked of the register at each request, of the provider at times.

The register hears of an end within a second or two. Events may be late, so the provider is asked as
well, every five minutes. While it does not answer sessions go on, for a day at most.
"""

import time
from typing import Any

from django.conf import settings

from chassis.auth import Caller, register
from chassis.clients import DeadlineExceeded, Upstream, UpstreamAway, UpstreamRefused
from chassis.logins import remembering, sessions
from chassis.logins.models import Login
from chassis.logins.sessions import SignIn
from chassis.observability import log

FRESH_SECONDS = 300
LONGEST_SECONDS = 24 * 3600  # as long as keys are kept while the provider is away
DEADLINE_SECONDS = 1.0
NO_ANSWER = (UpstreamAway, UpstreamRefused, DeadlineExceeded, ValueError, KeyError, TypeError)


def holds(login: Any, session: Any) -> bool:
    """Tell whether a signed-in session may go on; renew what the person may do when that is due."""
    sign_in = sessions.kept(session)
    if sign_in is None or not isinstance(login, Login):
        return False
    if register.refuses(str(login.sub), sign_in.issued_at, sid=sign_in.sid):
        return False
    age = time.time() - sign_in.checked_at
    if age < FRESH_SECONDS:
        return True
    try:
        caller = _ask(login, sign_in)
    except NO_ANSWER as error:
        log.warning("sign_in_not_checked", seconds=int(age), error=str(error))
        return age < LONGEST_SECONDS
    if caller is None:
        return False
    _renew(login, caller)
    sessions.keep(session, sign_in._replace(checked_at=time.time()))
    return True


def _ask(login: Login, sign_in: SignIn) -> Caller | None:
    """Return who the person is now, or None if their sign-in has ended."""
    words = {"sid": sign_in.sid, "issued_at": sign_in.issued_at}
    path = f"/internal/sign-ins/{login.sub}/"
    try:
        answer = Upstream(settings.SIGN_IN_AT).get(path, params=words, deadline=DEADLINE_SECONDS)
    except UpstreamRefused as refusal:
        if refusal.answered == 404:
            return None
        raise
    said = answer.json()
    return Caller(
        id=str(login.sub),
        name=str(said["name"]),
        roles=frozenset(said["roles"]),
        scopes=frozenset(said["scopes"]),
    )


def _renew(login: Login, caller: Caller) -> None:
    changed = {
        name: value
        for name, value in remembering.granted(caller).items()
        if getattr(login, name) != value
    }
    for name, value in changed.items():
        setattr(login, name, value)
    if changed:
        login.save(update_fields=list(changed))
