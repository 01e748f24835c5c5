"""Every declared order of a list is read from an index, also from the middle on."""

import pytest

from accounts_service.people import actions
from accounts_service.people.models import Erasure
from accounts_service.people.views import ErasureViewSet, PersonViewSet, TeamViewSet
from accounts_service.tests.conftest import DESK
from chassis.testing.plans import every_order_has_an_index

LISTS = {"people": PersonViewSet, "teams": TeamViewSet, "erasures": ErasureViewSet}


@pytest.mark.parametrize("name", LISTS)
def test_every_order_has_an_index(ana, ben, admin_api, name):
    for team in ("Studio", "Film"):
        actions.create_team(by=DESK, name=team)
    for person in (ana, ben):
        Erasure.objects.create(person=person.id, called="Erased", asked_by="ana")

    every_order_has_an_index(admin_api, f"/accounts/api/v1/{name}/", LISTS[name].ordering_fields)
