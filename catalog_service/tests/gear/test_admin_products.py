"""The pages of products in the admin."""

import pytest

from catalog_service.gear import actions
from catalog_service.gear.models import PortCount, Product
from catalog_service.tests.conftest import lines_of

LIST = "/catalog/admin/gear/product/"


def _form(*lines, **changes):
    form = {
        "title": "",
        "model": "T14",
        "manufacturer": "",
        "category": "",
        "specs": "{}",
        "notes": "",
        "attachments-TOTAL_FORMS": 0,
        "attachments-INITIAL_FORMS": 0,
        "ports-TOTAL_FORMS": len(lines),
        "ports-INITIAL_FORMS": sum("id" in line for line in lines),
        **changes,
    }
    for index, line in enumerate(lines):
        form |= {f"ports-{index}-{name}": value for name, value in line.items()}
    return form


def test_the_list_stays_within_twelve_queries(
    staff, thinkpad, by_ben, django_assert_max_num_queries
):
    for number in range(30):
        actions.create_product(by=by_ben, title=f"{number}", category=thinkpad.category)

    with django_assert_max_num_queries(12):
        page = staff.get(LIST)

    assert page.status_code == 200


def test_a_page_stays_within_twelve_queries_however_many_ports(
    staff, thinkpad, by_ben, django_assert_max_num_queries
):
    ports = [
        PortCount(actions.create_port(by=by_ben, name=f"P{number}"), 1) for number in range(20)
    ]
    actions.change_product(product=thinkpad, by=by_ben, ports=ports)

    with django_assert_max_num_queries(12):
        page = staff.get(f"{LIST}{thinkpad.id}/change/")

    assert page.status_code == 200


def test_a_product_is_made_with_its_ports_through_the_verb(staff, lenovo, usb_c, admin_user):
    line = {"port": str(usb_c.id), "count": 2}

    page = staff.post(f"{LIST}add/", _form(line, manufacturer=str(lenovo.id)))

    product = Product.objects.get()
    assert page.status_code == 302, page.content
    assert (product.title, lines_of(product)) == ("Lenovo T14", {"usb-c": 2})
    event = Product.pgh_event_model.objects.first()
    assert event.pgh_context.metadata["actor"] == str(admin_user.sub)


def test_ports_are_changed_added_and_taken_away(staff, thinkpad, usb_c, hdmi):
    row = thinkpad.ports.get()
    kept = {"id": row.id, "product": str(thinkpad.id), "port": str(usb_c.id), "count": 4}
    form = {"title": "Lenovo T14", "manufacturer": str(thinkpad.manufacturer_id)}

    staff.post(
        f"{LIST}{thinkpad.id}/change/", _form(kept, {"port": str(hdmi.id), "count": 1}, **form)
    )
    assert lines_of(thinkpad) == {"usb-c": 4, "hdmi": 1}

    rows = [
        {"id": line.id, "product": str(thinkpad.id), "port": str(line.port_id), "count": line.count}
        for line in thinkpad.ports.order_by("id")
    ]
    page = staff.post(
        f"{LIST}{thinkpad.id}/change/", _form({**rows[0], "DELETE": "on"}, rows[1], **form)
    )
    assert page.status_code == 302, page.content
    assert lines_of(thinkpad) == {"hdmi": 1}


def test_a_change_without_ports_leaves_them_alone(staff, thinkpad, usb_c):
    row = thinkpad.ports.get()
    line = {"id": row.id, "product": str(thinkpad.id), "port": str(usb_c.id), "count": 2}

    page = staff.post(f"{LIST}{thinkpad.id}/change/", _form(line, title="Mine"))

    thinkpad.refresh_from_db()
    assert page.status_code == 302, page.content
    assert (thinkpad.title, thinkpad.version, lines_of(thinkpad)) == ("Mine", 2, {"usb-c": 2})


def test_a_save_is_one_new_version_with_its_ports_and_none_if_nothing_changed(
    staff, thinkpad, usb_c, hdmi
):
    address = f"{LIST}{thinkpad.id}/change/"
    kept = {"product": str(thinkpad.id), "port": str(usb_c.id), "count": 2}
    kept["id"] = thinkpad.ports.get().id
    form = {"manufacturer": str(thinkpad.manufacturer_id), "specs": '{"memory_gb": 32}'}
    form |= {"title": "Lenovo T14", "category": str(thinkpad.category_id)}
    form |= {"initial-specs": form["specs"]}  # the page holds it hidden

    staff.post(address, _form(kept, **form))
    thinkpad.refresh_from_db()
    assert (thinkpad.version, thinkpad.events.count()) == (1, 1)

    staff.post(address, _form(kept, {"port": str(hdmi.id), "count": 1}, **form, notes="Heavy."))
    thinkpad.refresh_from_db()
    assert (thinkpad.version, thinkpad.events.count(), thinkpad.notes) == (2, 2, "Heavy.")
    assert lines_of(thinkpad) == {"usb-c": 2, "hdmi": 1}


def test_a_new_product_with_ports_is_version_one(staff, usb_c):
    staff.post(f"{LIST}add/", _form({"port": str(usb_c.id), "count": 2}))

    assert Product.objects.get().version == 1


@pytest.mark.parametrize(
    "specs",
    ["[]", "17", "[" * 100_000, '{"a": 1e999}', '{"a": "\\u0000"}', '{"a": "\\ud800"}', "{"],
)
def test_specs_that_make_no_sense_are_refused_on_the_form(staff, specs):
    page = staff.post(f"{LIST}add/", _form(specs=specs))

    assert page.status_code == 200
    assert not Product.objects.exists()


def test_a_product_with_assets_says_so(staff, thinkpad, make_asset):
    make_asset()

    page = staff.get(f"{LIST}{thinkpad.id}/delete/")

    assert page.status_code == 200
    assert Product.objects.exists()


def test_a_rule_that_the_form_does_not_know_is_told_on_the_page(staff, db):
    page = staff.post(f"{LIST}add/", _form(model=""), follow=True)

    assert "Write a title" in page.content.decode()


def test_the_list_leads_to_the_assets_and_is_led_to_from_ports(staff, thinkpad, make_asset, usb_c):
    make_asset()

    assert f"asset/?product__id__exact={thinkpad.id}" in staff.get(LIST).content.decode()
    found = staff.get(LIST, {"ports__port__id__exact": str(usb_c.id)})
    assert "Lenovo T14" in found.content.decode()


def test_the_history_page_tells_every_change(staff, thinkpad, by_ben):
    actions.change_product(product=thinkpad, by=by_ben, notes="Heavy.")

    assert "Heavy." in staff.get(f"{LIST}{thinkpad.id}/history/").content.decode()
