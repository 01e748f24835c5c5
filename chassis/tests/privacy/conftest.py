"""Somebody with an unusual name, of whom the tiny service knows things."""

from uuid import UUID

import pytest

from chassis.privacy.words import Erasure

SUBJECT = UUID("018f5f5e-0000-7000-8000-0000000000aa")
NAME, MAIL, PHONE = "Zdeňka Quíxova", "zdenka.quix@post.example", "+420 777 123 987"
CALLED = "Erased person 00AA"


@pytest.fixture
def erasure():
    """Forget somebody."""
    words = [NAME, MAIL, PHONE, "@zdeňka.quíxova"]
    return Erasure(subject=SUBJECT, words=words, names=["Zdeňka"], called=CALLED)
