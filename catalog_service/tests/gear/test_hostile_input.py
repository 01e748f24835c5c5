"""Whatever is sent, the answer is a problem in words and never a crash."""

import pytest

from catalog_service.tests.conftest import API

BODIES = [
    ("products", '{"title": "a\\u0000b"}'),
    ("products", '{"title": "\\ud800"}'),
    ("products", '{"title": ["x"]}'),
    ("products", '{"title": "x", "model": {}}'),
    ("products", '{"title": "x", "specs": {"a": 1e999}}'),
    ("products", '{"title": "x", "specs": {"a": NaN}}'),
    ("products", '{"title": "x", "specs": {"a\\u0000": 1}}'),
    ("products", '{"title": "x", "specs": ' + '{"a":' * 40 + "1" + "}" * 41),
    ("products", '{"title": "x", "ports": [{"port": "\\u007f"}]}'),
    ("products", '{"title": "x", "ports": [{"port": {}}]}'),
    ("products", '{"title": "x", "ports": [[]]}'),
    ("products", '{"title": "x", "ports": [null]}'),
    ("products", '{"title": "x", "ports": [{"port": "usb-c", "count": 1e400}]}'),
    ("products", '{"title": "x", "ports": [{"port": "usb-c", "count": 99999999999999999999}]}'),
    ("products", '{"title": "x", "manufacturer": "\\u0007"}'),
    ("products", '{"title": "x", "category": "' + "x" * 5000 + '"}'),
    ("ports", '{"name": "x", "slug": "a/b"}'),
    ("ports", '{"name": "x", "kind": ["a"]}'),
    ("manufacturers", '{"name": 1e999}'),
    ("manufacturers", '{"name": "x", "slug": "x\\ny"}'),
    ("assets", '{"tag": "x", "product": 17}'),
    ("assets", '{"tag": "x", "product": 99999999999999999999999999999999999999999999}'),
    ("assets", '{"tag": "x", "product": {}}'),
    ("assets", '{"tag": true}'),
    ("assets", "[]"),
    ("assets", "null"),
    ("assets", "{"),
    ("assets", "\xff"),
]


@pytest.mark.parametrize(("collection", "body"), BODIES, ids=lambda text: text[:40])
def test_a_hostile_body_is_refused_in_words(ben, usb_c, collection, body):
    answer = ben.post(
        f"{API}{collection}/", body.encode("latin-1"), content_type="application/json"
    )

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_a_form_with_nul_is_refused_in_words(ben):
    for name in ("title", "manufacturer", "model"):
        answer = ben.post(f"{API}products/", {"title": "x", name: "\x00"}, format="multipart")

        assert answer.status_code == 400, answer.content


@pytest.mark.parametrize(
    "query",
    [
        "products/?search=%00",
        "products/?category=%00",
        "products/?port=%00",
        "products/?manufacturer=%00",
        "products/?model=%00",
        "products/?ordering=%00",
        "products/?cursor=%00",
        "assets/?tag=%00",
        "assets/?product=%00",
        "assets/?status__in=%00",
        "assets/?serial=%00",
        "ports/?kind=%00",
        "manufacturers/?slug=%00",
    ],
)
def test_a_hostile_query_is_refused_in_words(ben, thinkpad, query):
    answer = ben.get(f"{API}{query}")

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["category", "port", "manufacturer", "search"])
def test_half_a_surrogate_in_a_filter_finds_nothing(ben, thinkpad, name):
    answer = ben.get(f"{API}products/?{name}=%ED%A0%80")

    assert answer.status_code in {200, 400}, answer.content
