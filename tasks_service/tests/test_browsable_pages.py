"""The API as a browser shows it."""

import pytest

from chassis.testing.browsing import lists, shown
from tasks_service.tests.conftest import API, TASKS
from tasks_service.urls import router
from tasks_service.work.models import Priority


@pytest.fixture
def browser(staff, admin_user, settings):
    """The browser of somebody who may do all."""
    admin_user.scopes = [*settings.SIGN_IN_SCOPES]
    admin_user.save()
    return staff


@pytest.mark.parametrize("name", lists(router))
def test_every_list_is_a_page(browser, make_task, name):
    make_task()

    assert "Kitroom Tasks" in shown(browser, f"{API}{name}/")


@pytest.mark.parametrize("name", lists(router))
def test_every_list_says_its_options(browser, name):
    assert browser.options(f"{API}{name}/").status_code == 200


def test_a_task_is_a_page_with_its_form(browser, admin_user, make_task):
    task = make_task(created_by=admin_user.sub, priority=Priority.HIGH)

    page = shown(browser, f"{TASKS}{task.id}/")

    assert "Clean the lens" in page
    assert '<option value="high" selected>' in page
