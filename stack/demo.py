"""Demo data for the first look, and what the last screen says about it."""

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


def screen(settings: Settings, console: Console, token: str) -> str:
    """The last screen of a start: where to go and how to get in."""
    url, password = settings.public_url, secrets.read(settings, "demo-password")
    people = "\n".join(f"    {name:<6}{role}" for name, role in PEOPLE.items())
    admins = "\n".join(
        f"    {service.title:<10}{url}{service.prefix}admin/" for service in settings.registry
    )
    return f"""
  {console.bold("Kitroom runs.")}  Open {console.bold(url)}

  Log in as one of these, the password is {console.bold(password)}
{people}

  The admins
{admins}

  Try the API as ana; the token in this line is short-lived,
  python3 manage.py accounts issue_token --user ana   makes another

    curl -H 'Authorization: Bearer {token}' '{url}/catalog/api/v1/products/?limit=2'
"""
