"""The page of what gear is worth."""

from datetime import date
from decimal import Decimal

import pytest

from catalog_service.gear import actions
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import sessions

PAGE = "/catalog/worth/"


@pytest.fixture
def sitting(django_user_model):
    """The browser of a technician."""
    words = {"scopes": ["catalog:desk"], "roles": ["technician"], "name": "Ben"}
    user = django_user_model.objects.create(username="ben", sub=DEMO_SUBS["ben"], **words)
    return sessions.browser_of(user)


def test_it_shows_groups_and_what_is_due(
    sitting, thinkpad, make_asset, by_ben, django_assert_max_num_queries
):
    actions.change_product(product=thinkpad, by=by_ben, lifetime_months=36)
    for tag in ("A-1", "A-2"):
        make_asset(tag=tag, purchase_date=date(2022, 6, 1), purchase_cost=Decimal("99.90"))

    with django_assert_max_num_queries(12):
        page = sitting.get(PAGE, {"by": "product", "at": "2024-12-01"}).content.decode()

    assert "199.80" in page
    assert '<a href="/catalog/assets/A-1/">A-1</a> Lenovo T14' in page
    assert "on 1 Jun 2025" in page
    assert "by=product&amp;at=2024-12-01" in page


def test_it_says_what_it_does_not_understand(sitting):
    page = sitting.get(PAGE, {"by": "colour"})

    assert (page.status_code, "Error: Worth" in page.content.decode()) == (400, True)
    assert sitting.get(PAGE, {"at": "9999-12-31"}).status_code == 200


def test_it_is_grouped_by_what_the_team_calls_it(sitting, make_asset, by_ben):
    make_asset(
        status_label=actions.create_status_label(by=by_ben, name="Sent away", status="in_repair")
    )

    page = sitting.get(PAGE, {"by": "status_label"}).content.decode()

    assert '<th scope="col">Status label</th>' in page
    assert '<th scope="row">Sent away</th>' in page
