"""Every list and row of accounts: PostgreSQL makes the JSON that the serializer shows.

Jobs and dead letters are the chassis's, and are asked in its own tests.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts_service.access.actions.api_tokens import make_api_token
from accounts_service.access.models import AccessRecord, Client, Consent, Kind, Role
from accounts_service.people import actions
from accounts_service.people.models import Erasure
from accounts_service.tests.conftest import DESK
from accounts_service.urls import router
from chassis.ids import uuid7
from chassis.testing import twice
from chassis.testing.sent_back import all_sent_back, changed
from chassis.testing.twice import asked_twice, collections, everything_twice

API = "/accounts/api/v1"


@pytest.fixture
def rows(ana, ben, cleo, make_person):
    """Some of everything: empty and full, sealed and plain, odd and over."""
    make_person("dot", Role.VIEWER, name=twice.ODD, email="dot@example.org", phone="+1 (2) 3")
    actions.create_team(by=DESK, name=twice.ODD, member_ids=[ana.id, cleo.id, ben.id])
    actions.create_team(by=DESK, name="Nobody", member_ids=[])
    for name, days in (("cam", 1), (twice.ODD, 30)):
        until = timezone.now() + timedelta(days=days)
        token = make_api_token(
            by=ana.caller(), name=name, scopes=["tasks:read", "catalog:read"], expires_at=until
        ).token
    type(token).objects.filter(id=token.id).update(revoked_at=timezone.now(), last_used_at=until)
    for number, person in enumerate((ana, cleo)):
        program = Client.objects.create(client_id=f"program-{number}", name=twice.ODD)
        Consent.objects.create(person=person, client=program, scopes="tasks:read openid")
    for number in range(3):
        Erasure.objects.create(
            person=uuid7(), called=twice.ODD[:50], asked_by="ana", receipt={"tasks": {"n": number}}
        )
    for address in ("192.0.2.7", "2001:db8::1", None):
        detail = {"why": twice.ODD, "n": 1}
        AccessRecord.objects.create(
            kind=Kind.SIGNED_IN, person=ana.id, address=address, detail=detail
        )


@pytest.mark.parametrize(("name", "view"), collections(router, "accounts_service"))
def test_a_list_and_its_rows_are_the_same_twice(rows, admin_api, cleo, speaking_for, name, view):
    found = everything_twice(f"{API}/{name}/", view, admin_api, speaking_for(cleo))

    assert len(found) > 1


def test_who_is_calling_is_the_same_twice(rows, admin_api):
    assert asked_twice(admin_api, f"{API}/people/me/")["username"] == "ana"


@pytest.mark.parametrize(("name", "view"), changed(router, "accounts_service"))
def test_what_is_told_of_a_row_may_be_sent_back_and_is_no_change(rows, admin_api, name, view):
    all_sent_back(admin_api, f"{API}/{name}/")
