"""The pages of manufacturers, categories and ports in the admin."""

import pytest

from catalog_service.gear.models import Category, Location, Manufacturer, Port

ADMIN = "/catalog/admin/gear/"


@pytest.mark.parametrize(
    ("page", "model"),
    [
        ("manufacturer", Manufacturer),
        ("category", Category),
        ("location", Location),
        ("port", Port),
    ],
)
def test_a_row_is_made_changed_and_deleted_through_the_verbs(staff, page, model):
    staff.post(f"{ADMIN}{page}/add/", {"name": "USB-C", "slug": "", "kind": ""})
    row = model.objects.get()
    assert row.slug == "usb-c"

    form = {"name": "USB C", "slug": "usb-c", "kind": ""}
    staff.post(f"{ADMIN}{page}/{row.id}/change/", form)
    row.refresh_from_db()
    assert (row.name, row.version) == ("USB C", 2)

    staff.post(f"{ADMIN}{page}/{row.id}/delete/", {"post": "yes"})
    assert not model.objects.exists()


@pytest.mark.parametrize("page", ["manufacturer", "category", "port"])
def test_lists_lead_to_the_products(staff, thinkpad, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text = staff.get(f"{ADMIN}{page}/").content.decode()

    assert f"{ADMIN}product/?" in text


def test_the_tree_of_locations_leads_to_what_is_there(
    staff, make_asset, django_assert_max_num_queries
):
    make_asset(location="Cabinet")

    with django_assert_max_num_queries(12):
        text = staff.get(f"{ADMIN}location/").content.decode()

    assert f"{ADMIN}asset/?location__id__exact=" in text
