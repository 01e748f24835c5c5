"""Every declared order of a list is read from an index, also from the middle on."""

import pytest

from accounts_service.people import actions
from accounts_service.people.views import PersonViewSet, TeamViewSet
from accounts_service.tests.conftest import DESK
from chassis.testing.plans import plan

LISTS = {"people": PersonViewSet, "teams": TeamViewSet}
ORDERS = [(name, field) for name, view in LISTS.items() for field in view.ordering_fields]


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize(("name", "field"), ORDERS)
def test_an_order_has_an_index(ana, ben, admin_api, name, field, direction):
    for team in ("Studio", "Film"):
        actions.create_team(by=DESK, name=team)

    first, following = plan(
        admin_api, f"/accounts/api/v1/{name}/?limit=1&ordering={direction}{field}"
    )
    second, _ = plan(admin_api, following)

    assert "Sort" not in first, first
    assert "Sort" not in second, second
    assert "Index Cond" in second, second
