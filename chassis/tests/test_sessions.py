"""Sessions: the cookie opens one, what stands in the table does not."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from chassis.auth.sessions import SessionStore, stored
from chassis.testing.sessions import browser_of

NOTES_ADMIN = "/chassis/admin/notes/note/"

pytestmark = pytest.mark.django_db
COOKIE = "chassis_session"


@pytest.fixture
def browser(admin_user):
    return browser_of(admin_user)


def test_the_table_holds_no_cookie(browser):
    cookie = browser.cookies[COOKIE].value

    assert browser.get(NOTES_ADMIN).status_code == 200
    assert Session.objects.get().session_key == stored(cookie) != cookie


def test_what_the_table_holds_opens_nothing(browser):
    thief = Client()
    thief.cookies[COOKIE] = Session.objects.get().session_key

    assert thief.get(NOTES_ADMIN).status_code == 302


def test_a_session_is_written_again_and_ends(browser):
    store = SessionStore(browser.cookies[COOKIE].value)
    store["colour"] = "blue"
    store.save()

    assert SessionStore(store.session_key)["colour"] == "blue"
    assert SessionStore().exists(store.session_key)
    store.flush()
    assert not SessionStore().exists(browser.cookies[COOKIE].value)
    assert not Session.objects.exists()
    assert browser.get(NOTES_ADMIN).status_code == 302


def test_a_new_cookie_keeps_what_the_old_one_had():
    store = SessionStore()
    store["colour"] = "blue"
    store.save()
    old = store.session_key
    store.cycle_key()

    assert store.session_key != old
    assert SessionStore(store.session_key)["colour"] == "blue"
    assert not SessionStore().exists(old)


@pytest.mark.parametrize("cookie", ["", "x", "x" * 5000, "a\0b", "ä" * 32])
def test_a_cookie_that_nobody_was_given_is_no_session(cookie):
    store = SessionStore(cookie)

    assert store.get("colour") is None
    assert store.session_key is None
    store.delete()
