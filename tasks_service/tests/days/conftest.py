"""Who looks at their day, with a browser."""

import pytest

from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import sessions
from tasks_service.tests.conftest import SCOPES


@pytest.fixture
def browser_of(django_user_model):
    """Return a maker of browsers in which somebody is signed in."""

    def browser_of(name, *scopes, roles=()):
        words = {"scopes": list(scopes), "roles": list(roles), "name": name.title()}
        user = django_user_model.objects.create(username=name, sub=DEMO_SUBS[name], **words)
        return sessions.browser_of(user)

    return browser_of


@pytest.fixture
def member(browser_of):
    """The browser of Cleo, a member."""
    return browser_of("cleo", *SCOPES, roles=["member"])
