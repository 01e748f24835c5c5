"""Whoever is deactivated or loses a role is refused by every service within five seconds."""

import time

import pytest

from tests.running import refused_everywhere

LISTS = ["/accounts/api/v1/people/", "/tasks/api/v1/tasks/", "/catalog/api/v1/products/"]
PEOPLE = "/accounts/api/v1/people/"


@pytest.fixture
def leaver(system, ana):
    """A new technician with a token, and their id."""
    words = {"username": f"leaver-{time.monotonic_ns()}", "role": "technician"}
    person = ana.post(PEOPLE, words).json()
    with system.api(words["username"]) as api:
        yield api, f"{PEOPLE}{person['id']}/"


@pytest.mark.parametrize(
    ("method", "place", "words"),
    [
        ("post", "deactivate/", None),
        ("patch", "", {"role": "viewer"}),
        ("post", "sign-out/", None),
    ],
    ids=["deactivated", "role taken away", "signed out everywhere"],
)
def test_a_token_of_before_is_refused_everywhere(leaver, ana, method, place, words):
    api, person = leaver
    assert [api.get(path).status_code for path in LISTS] == [200, 200, 200]

    assert getattr(ana, method)(f"{person}{place}", words).status_code in {200, 204}

    began = time.monotonic()
    refused_everywhere(api.get, LISTS)
    print(f"refused everywhere after {time.monotonic() - began:.1f} s")
