"""Demo data for the first look, and what the last screen says about it."""

import os
from collections.abc import Mapping

from stack import django, secrets
from stack.console import Console
from stack.registry import Service
from stack.settings import Settings
from stack.stamps import Stamp

PEOPLE = {
    "ana": "admin: every admin and every API",
    "ben": "technician: the admins of tasks and catalog, and the APIs",
    "cleo": "member: the APIs, with what is her own",
}


def seeded(settings: Settings, service: Service) -> Stamp:
    """Whether the demo data of a service was made: once, and never again."""
    return Stamp(settings.run / "stamps" / f"{service.name}-seeded", "seeded")


async def token(settings: Settings) -> str:
    """A short-lived token of the first person, to try the API with."""
    accounts = settings.registry.service("accounts")
    answer = await django.run(settings, accounts, ["issue_token", "--user", "ana"])
    return answer.split()[-1]


def mail(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """Where mails to people go."""
    for name in ("ACCOUNTS_EMAIL_URL", "KITROOM_EMAIL_URL"):
        if environ.get(name) or environ.get(f"{name}_FILE"):
            return f"Mails go to the server that {name} names."
    return f"Mails are files in {settings.mail}; KITROOM_EMAIL_URL=smtp://… sends them."


def second_factor(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """Who must sign in with a second factor."""
    https = settings.public_url.startswith("https:")
    whom = environ.get("KITROOM_REQUIRE_SECOND_FACTOR") or ("admins" if https else "nobody")
    return f"Who must have a second factor: {whom} (KITROOM_REQUIRE_SECOND_FACTOR)."


def screen(settings: Settings, console: Console, token: str) -> str:
    """The last screen of a start: where to go and how to get in."""
    url, password = settings.public_url, secrets.read(settings, "demo-password")
    people = "\n".join(f"    {name:<6}{role}" for name, role in PEOPLE.items())
    admins = "\n".join(
        f"    {service.title:<10}{url}{service.prefix}admin/" for service in settings.registry
    )
    return f"""
  {console.bold("Kitroom runs.")}  Open {console.bold(url)}

  Log in once for everything, the password is {console.bold(password)}
{people}

  The admins
{admins}

  {mail(settings)}
  {second_factor(settings)}

  Try the API as ana; the token in this line is short-lived,
  python3 manage.py accounts issue_token --user ana   makes another

    curl -H 'Authorization: Bearer {token}' '{url}/catalog/api/v1/products/?limit=2'
"""
