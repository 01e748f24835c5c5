"""Whoever is deactivated or loses a role is refused by every service within five seconds."""

import time

import pytest

LISTS = ["/accounts/api/v1/people/", "/tasks/api/v1/tasks/", "/catalog/api/v1/products/"]
PEOPLE = "/accounts/api/v1/people/"
IN_SECONDS = 5


@pytest.fixture
def leaver(system, ana):
    """A new technician with a token, and their id."""
    words = {"username": f"leaver-{time.monotonic_ns()}", "role": "technician"}
    person = ana.post(PEOPLE, words).json()
    with system.api(words["username"]) as api:
        yield api, f"{PEOPLE}{person['id']}/"


def refused_after(api):
    """Return the seconds until no service takes the token any more."""
    began, left = time.monotonic(), set(LISTS)
    while left:
        assert time.monotonic() - began < IN_SECONDS, left
        left -= {path for path in left if api.get(path).status_code == 401}
        time.sleep(0.1)
    return time.monotonic() - began


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

    print(f"refused everywhere after {refused_after(api):.1f} s")
