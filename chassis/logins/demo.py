"""The demo people's logins in a service that has no people of its own."""

from chassis import env
from chassis.logins.models import Login
from chassis.logins.subjects import DEMO_SUBS

__all__ = ["DEMO_SUBS", "seed_logins"]


def seed_logins(granted: dict[str, tuple[str, list[str]]]) -> None:
    """Make a login for each demo person: name → (role, scopes). Only admins are superusers."""
    password = env.secret("KITROOM_DEMO_PASSWORD")
    for username, (role, scopes) in granted.items():
        login, _ = Login.objects.update_or_create(
            username=username,
            defaults={
                "sub": DEMO_SUBS[username],
                "roles": [role],
                "scopes": scopes,
                "is_staff": True,
                "is_superuser": role == "admin",
            },
        )
        login.set_password(password)
        login.save()
