"""Both forms of an address are served, without a redirect."""

import pytest

from chassis.tests.conftest import NOTES


@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_without_the_slash_it_is_the_same_address(ana, method):
    answer = getattr(ana, method)(NOTES.rstrip("/"), {"title": "a"} if method == "post" else None)

    assert answer.status_code in {200, 201}


def test_the_query_stays(ana, refused):
    refused(ana.get(f"{NOTES.rstrip('/')}?limit=0"), 400, "invalid")


def test_links_lead_to_the_form_with_the_slash(ana):
    for title in "ab":
        ana.post(NOTES, {"title": title})

    assert f"{NOTES}?" in ana.get(f"{NOTES.rstrip('/')}?limit=1").json()["next"]


@pytest.mark.parametrize("path", ["/nowhere", "/chassis/api/v1/nothing", ""])
def test_what_is_in_neither_form_is_a_404(ana, refused, path):
    refused(ana.get(path), 404, "not_found")
