"""`/manufacturers/`."""

import pytest

from catalog_service.tests.conftest import API

MANUFACTURERS = f"{API}manufacturers/"


def test_a_slug_is_made_from_the_name(ben):
    assert ben.post(MANUFACTURERS, {"name": "Roland Systems & Co."}).json()["slug"] == (
        "roland-systems-co"
    )


def test_a_slug_may_be_chosen(ben):
    assert ben.post(MANUFACTURERS, {"name": "C#", "slug": "C-Sharp"}).json()["slug"] == "c-sharp"


def test_capitals_make_no_second_manufacturer(ben, refused, lenovo):
    body = refused(ben.post(MANUFACTURERS, {"name": "LENOVO", "slug": "l2"}), 409, "name_taken")

    assert body["errors"][0]["attr"] == "name"


def test_a_slug_is_given_once(ben, refused, lenovo):
    refused(ben.post(MANUFACTURERS, {"name": "Lenovo!"}), 409, "slug_taken")


def test_a_name_that_makes_no_slug_needs_one(ben, refused):
    body = refused(ben.post(MANUFACTURERS, {"name": "!!!"}), 400, "required")

    assert body["errors"][0]["attr"] == "slug"


@pytest.mark.parametrize(
    "said", [{}, {"name": ""}, {"name": " "}, {"name": "x" * 101}, {"name": "x", "slug": "a b"}]
)
def test_names_and_slugs_have_a_form(ben, refused, said):
    refused(ben.post(MANUFACTURERS, said), 400, "invalid")


def test_a_new_name_keeps_the_slug(ben, lenovo):
    body = ben.patch(f"{MANUFACTURERS}{lenovo.id}/", {"name": "Lenovo Group"}).json()

    assert (body["name"], body["slug"], body["version"]) == ("Lenovo Group", "lenovo", 2)


def test_one_with_products_stays_and_says_how_many(ben, refused, thinkpad, lenovo):
    body = refused(ben.delete(f"{MANUFACTURERS}{lenovo.id}/"), 409, "manufacturer_in_use")

    assert "1 product," in body["detail"]


def test_the_list_runs_by_name_and_is_narrowed(cleo, ben, lenovo):
    ben.post(MANUFACTURERS, {"name": "Canon"})

    def names(**parameters):
        return [row["name"] for row in cleo.get(MANUFACTURERS, parameters).json()["results"]]

    assert names() == ["Canon", "Lenovo"]
    assert names(slug="lenovo") == ["Lenovo"]
    assert names(search="can") == ["Canon"]


def test_its_history_is_kept(ben, lenovo):
    ben.patch(f"{MANUFACTURERS}{lenovo.id}/", {"name": "Lenovo Group"})

    newest = ben.get(f"{MANUFACTURERS}{lenovo.id}/history/").json()[0]

    assert newest["changes"] == {"name": ["Lenovo", "Lenovo Group"]}


def test_writing_needs_the_scope(cleo, refused, lenovo):
    refused(cleo.post(MANUFACTURERS, {"name": "x"}), 403, "forbidden")
    refused(cleo.delete(f"{MANUFACTURERS}{lenovo.id}/"), 403, "forbidden")
