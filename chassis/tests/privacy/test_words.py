"""Which words are replaced, and which only look like them."""

import json

import pytest
from django.db import connection

from chassis.privacy.words import Erasure
from chassis.tests.privacy.conftest import CALLED, MAIL, NAME, PHONE, SUBJECT

HELD = [
    f"Ask {NAME}.",
    NAME.upper(),
    NAME.lower(),
    f"mailto:{MAIL}",
    f"<{MAIL.title()}>",
    f"Call {PHONE}!",
    json.dumps(f"Dear\n{NAME}"),
    json.dumps({"to": MAIL, "name": NAME}),
    "see @zdeňka.quíxova, please",
]
OTHERS = [f"x{NAME}", f"{NAME}s", f"ana.{MAIL}", f"{MAIL}.org", "Zdeňka is another", "+420 777 123"]


def in_sql(erasure, text):
    with connection.cursor() as cursor:
        words = [text, erasure.in_sql, erasure.called]
        cursor.execute("SELECT regexp_replace(%s, %s, %s, 'gi')", words)
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("text", HELD)
def test_words_go_however_they_were_typed(erasure, text):
    swept = erasure.rid(text)

    assert CALLED in swept
    assert "qu" not in swept.lower().replace("777", "qu")
    assert in_sql(erasure, text) == swept


@pytest.mark.django_db
@pytest.mark.parametrize("text", OTHERS)
def test_what_is_part_of_something_else_stays(erasure, text):
    assert (erasure.rid(text), in_sql(erasure, text)) == (text, text)


def test_a_first_name_goes_where_it_is_all_of_a_value_beside_the_id(erasure):
    own = json.dumps({"id": str(SUBJECT), "name": "Zdeňka"})
    other = json.dumps({"id": "another", "name": "Zdeňka"})

    assert json.loads(erasure.rid(own))["name"] == CALLED
    assert erasure.rid(other) == other


def test_without_words_nothing_goes():
    nobody = Erasure(subject=SUBJECT, words=[], called=CALLED)

    assert nobody.rid(f"{NAME} a") == f"{NAME} a"
