"""What Django and the OAuth provider tell of sign-ins, for the audit trail and for the services."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils import timezone

from accounts_service.access.actions import sessions
from accounts_service.access.actions.ending import end_token
from accounts_service.access.actions.recording import record
from accounts_service.access.models import Kind
from accounts_service.access.selectors import grants


@receiver(user_logged_in, dispatch_uid="access.signed_in")
def on_signed_in(sender: Any, request: Any, user: Any, **_: Any) -> None:
    """Record who came in, and name the session."""
    sessions.begin(request.session)
    record(Kind.SIGNED_IN, person=user, by=str(user.id))


@receiver(user_logged_out, dispatch_uid="access.signed_out")
def on_signed_out(sender: Any, request: Any, user: Any, **_: Any) -> None:
    """Close the sign-in in every service, and record who went; nobody, if it had ended already."""
    if sid := request.session.get(sessions.ID):
        lives = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        end_token(f"sid:{sid}", timezone.now() + lives)
    if user is not None:
        record(Kind.SIGNED_OUT, person=user, by=str(user.id))


@receiver(user_login_failed, dispatch_uid="access.sign_in_failed")
def on_sign_in_failed(sender: Any, credentials: Any, **_: Any) -> None:
    """Record whose sign-in failed. What was typed as a name is not kept: it may be a password."""
    person = grants.named(credentials.get("username"))
    record(Kind.SIGN_IN_FAILED, person=person, known=person is not None)
