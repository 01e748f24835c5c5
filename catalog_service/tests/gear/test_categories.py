"""`/categories/`."""

from catalog_service.tests.conftest import API

CATEGORIES = f"{API}categories/"


def test_a_category_is_made_and_changed(ben):
    made = ben.post(CATEGORIES, {"name": "Light stands"})

    changed = ben.put(made["Location"], {"slug": "stands"})

    assert made.json()["slug"] == "light-stands"
    assert (changed.json()["name"], changed.json()["slug"]) == ("Light stands", "stands")


def test_a_category_may_want_the_desk_to_look_at_reservations(ben, laptops):
    assert ben.get(f"{CATEGORIES}{laptops.id}/").json()["needs_approval"] is False

    changed = ben.patch(f"{CATEGORIES}{laptops.id}/", {"needs_approval": True})

    assert changed.json()["needs_approval"] is True


def test_capitals_make_no_second_category(ben, refused, laptops):
    refused(ben.post(CATEGORIES, {"name": "LAPTOPS", "slug": "l2"}), 409, "name_taken")


def test_one_with_products_stays(ben, refused, thinkpad, laptops):
    refused(ben.delete(f"{CATEGORIES}{laptops.id}/"), 409, "category_in_use")


def test_an_empty_one_goes(ben, laptops):
    assert ben.delete(f"{CATEGORIES}{laptops.id}/").status_code == 204


def test_the_list_is_narrowed(cleo, laptops):
    assert len(cleo.get(CATEGORIES, {"slug": "laptops"}).json()["results"]) == 1
    assert cleo.get(CATEGORIES, {"slug": "boats"}).json()["results"] == []
