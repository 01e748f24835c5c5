"""Between the password and the second factor: who waits, for how long, and where they go then."""

import time
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts_service.access.selectors import factors
from accounts_service.access.selectors.clients import registered_redirect
from accounts_service.access.views.leading import lead_to

WAITING = "waiting"
CAME_FOR = "came_for"
AGAIN = "again"
PATIENCE = 10 * 60  # seconds
BACKEND = "django.contrib.auth.backends.ModelBackend"


def next_step(request: HttpRequest, person: Any, destination: str) -> HttpResponse:
    """Let a person in whose password was right, or ask for what is still missing."""
    if factors.has_second_factor(person):
        page = "second-factor"
    elif factors.needs_second_factor(person):
        page = "first-second-factor"
    else:
        return let_in(request, person, destination, methods=["pwd"])
    request.session.cycle_key()
    request.session[WAITING] = {
        "person": str(person.id),
        "password": person.get_session_auth_hash(),
        "until": time.time() + PATIENCE,
        "next": destination,
    }
    return HttpResponseRedirect(reverse(page))


def who_waits(request: HttpRequest) -> Any:
    """Return the person whose second factor is awaited, or None."""
    waiting = request.session.get(WAITING)
    if not waiting or waiting["until"] < time.time():
        return None
    people = get_user_model()._default_manager
    person: Any = people.filter(id=waiting["person"], is_active=True).first()
    # Whoever changed the password meanwhile did not mean this sign-in.
    if person is None or person.get_session_auth_hash() != waiting["password"]:
        return None
    return person


def destination(request: HttpRequest) -> str:
    """Return where the waiting person is going."""
    return str(request.session.get(WAITING, {}).get("next", ""))


def let_in(
    request: HttpRequest, person: Any, destination: str, *, methods: list[str]
) -> HttpResponse:
    """Begin the session, and go where the person was going."""
    request.session.pop(WAITING, None)
    if request.user.is_authenticated and request.user.pk != person.pk:
        logout(request)  # in every service: who comes now is somebody else
    login(request, person, backend=BACKEND)
    request.session["methods"] = methods  # as in `amr`, RFC 8176
    request.session[CAME_FOR] = destination
    return HttpResponseRedirect(destination or home(person))


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Send a person to the sign-in page, signed in or not, and from there back to this address."""
    words = urlencode({"next": request.get_full_path(), AGAIN: "1"})
    return HttpResponseRedirect(f"{reverse('sign-in')}?{words}")


def came_for_this(request: HttpRequest) -> bool:
    """Tell, once, whether the person has just signed in to come to this very address."""
    return request.session.pop(CAME_FOR, "") == request.get_full_path()


def home(person: Any) -> str:
    """Return where somebody goes who was going nowhere: admins to the admin."""
    return reverse("admin:index") if person.is_staff else "/"


def safe(request: HttpRequest, address: str) -> str:
    """Return an address if it is one of ours, else an empty text."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else ""


def led(response: HttpResponse, destination: str) -> HttpResponse:
    """Let the page's form end at the program that the person came from."""
    return lead_to(response, registered_redirect(urlsplit(destination)))
