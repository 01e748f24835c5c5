"""Every declared order of a list is read from an index, also from the middle on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts_service.access.models import AccessRecord, ApiToken, Client, Consent, Kind
from accounts_service.people import actions
from accounts_service.people.models import Erasure
from accounts_service.tests.conftest import DESK
from accounts_service.urls import router
from chassis.testing.plans import every_order_has_an_index
from chassis.testing.twice import collections, make_what_all_services_list


@pytest.fixture
def two_of_each(ana, ben):
    """Two rows in every list."""
    end = timezone.now() + timedelta(days=1)
    for number, person in enumerate((ana, ben)):
        actions.create_team(by=DESK, name=f"Team {number}")
        Erasure.objects.create(person=person.id, called="Erased", asked_by="ana")
        AccessRecord.objects.create(kind=Kind.SIGNED_IN, person=person.id)
        ApiToken.objects.create(person=person, name="x", digest=f"{number}", expires_at=end)
        program = Client.objects.create(client_id=f"program-{number}", name="x")
        Consent.objects.create(person=person, client=program, scopes="openid")


@pytest.mark.parametrize(("name", "view"), collections(router, "accounts_service"))
def test_every_order_has_an_index(two_of_each, admin_api, name, view):
    every_order_has_an_index(admin_api, f"/accounts/api/v1/{name}/", view.ordering_fields)


@pytest.mark.parametrize(("name", "view"), collections(router, "chassis"))
def test_so_has_every_order_of_what_all_services_list(admin_api, name, view):
    make_what_all_services_list(admin_api.caller_id)

    every_order_has_an_index(admin_api, f"/accounts/api/v1/{name}/", view.ordering_fields)
