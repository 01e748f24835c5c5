"""Who sits at the desk, with a browser."""

import pytest
from django.utils.timezone import now

from catalog_service.gear.models import Category, Person
from catalog_service.lending import actions
from catalog_service.tests.lending.conftest import DESK, HOUR
from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge, sessions

DESK_PAGE, CALENDAR = "/catalog/desk/", "/catalog/calendar/"


@pytest.fixture(autouse=True)
def people(db):
    """Whom the catalog knows."""
    for name, sub in DEMO_SUBS.items():
        knowledge.of(Person, sub, name=name.title(), is_active=True)


@pytest.fixture
def browser_of(django_user_model):
    """Return a maker of browsers in which somebody is signed in."""

    def browser_of(name, *scopes, roles=()):
        words = {"scopes": list(scopes), "roles": list(roles), "name": name.title()}
        user = django_user_model.objects.create(username=name, sub=DEMO_SUBS[name], **words)
        return sessions.browser_of(user)

    return browser_of


@pytest.fixture
def desk(browser_of):
    """The browser of a technician."""
    return browser_of("ben", *DESK, roles=["technician"])


@pytest.fixture
def member(browser_of):
    """The browser of a member."""
    return browser_of("cleo", "catalog:read", "catalog:request", roles=["member"])


def text_of(page, status=200):
    """Return what a page says."""
    assert page.status_code == status, page.content.decode()
    return " ".join(page.content.decode().split())


@pytest.fixture
def reserve_for():
    """Let Cleo ask for an asset of a category that the desk looks at first."""

    def reserve_for(asset, start=1, end=2):
        Category.objects.update(needs_approval=True)
        at, by = now(), Caller(id=DEMO_SUBS["cleo"], scopes=frozenset({"catalog:request"}))
        times = {"starts_at": at + start * HOUR, "ends_at": at + end * HOUR}
        return actions.request_reservation(by=by, at=at, lines=[asset], **times)

    return reserve_for
