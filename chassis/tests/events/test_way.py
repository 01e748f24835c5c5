"""The way of an event: published in a transaction, sent, received, applied once."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_published_is_heard(tell, settle, heard):
    tell("one", "two")

    settle()

    assert heard() == ["one", "two"]
