"""The sessions of the classic tutorials, with their very bodies."""

import pytest

from catalog_service.tests.conftest import API


@pytest.mark.parametrize(
    ("collection", "body"),
    [
        ("products", {"title": "Lenovo", "model": "S3"}),
        ("ports", {"name": "USB-C"}),
        ("manufacturers", {"name": "Lenovo"}),
        ("categories", {"name": "Laptops"}),
    ],
)
def test_the_classic_session_works(ben, collection, body):
    assert ben.get(f"{API}{collection}/").json()["results"] == []

    made = ben.post(f"{API}{collection}/", body)
    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in body} == body
    assert made["Location"] == f"{API}{collection}/{made.json()['id']}/"

    assert ben.get(f"{API}{collection}/").json()["results"] == [made.json()]
    assert ben.delete(made["Location"]).status_code == 204
    assert ben.get(made["Location"]).status_code == 404


def test_the_classic_session_works_without_trailing_slashes(ben):
    made = ben.post(f"{API}products", {"title": "Lenovo", "model": "S3"})

    answer = ben.put(f"{API}products/{made.json()['id']}", {"title": "Lenovo S3"})

    assert answer.status_code == 200
