"""`PUT` and `PATCH /products/{id}/`."""

import pytest

from catalog_service.gear import actions
from catalog_service.tests.conftest import API, lines_of


@pytest.fixture
def address(thinkpad):
    """Where the product is."""
    return f"{API}products/{thinkpad.id}/"


@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_is_left_out_stays(ben, address, thinkpad, method):
    before = ben.get(address).json()

    after = getattr(ben, method)(address, {"notes": "Heavy."}).json()

    assert after == {
        **before,
        "notes": "Heavy.",
        "version": 2,
        "updated_at": after["updated_at"],
    }


def test_what_a_form_leaves_out_stays_too(ben, address):
    before = ben.get(address).json()

    after = ben.patch(address, {"notes": "Heavy."}, format="multipart").json()

    assert (after["specs"], after["ports"]) == (before["specs"], before["ports"])
    assert (after["manufacturer"], after["notes"]) == (before["manufacturer"], "Heavy.")


def test_a_form_says_specs_as_json(ben, address):
    body = ben.put(address, {"specs": '{"memory_gb": 64}'}, format="multipart").json()

    assert body["specs"] == {"memory_gb": 64}


@pytest.mark.parametrize("specs", ["[" * 100_000, "{", "[]", '{"a": "\\ud800"}', '{"a": 1e999}'])
def test_a_form_whose_specs_make_no_sense_is_refused(ben, refused, address, specs):
    answer = ben.put(address, {"specs": specs}, format="multipart")

    assert refused(answer, 400, "invalid")["errors"][0]["attr"] == "specs"


def test_ports_replace_the_list_and_count_as_a_change(ben, address, thinkpad, hdmi):
    before = ben.get(address)["ETag"]

    answer = ben.patch(address, {"ports": [{"port": "hdmi", "count": 1}]})

    assert [(line["slug"], line["count"]) for line in answer.json()["ports"]] == [("hdmi", 1)]
    assert answer["ETag"] != before
    assert answer["ETag"] == ben.get(address)["ETag"]


def test_the_answer_is_what_will_be_read_under_the_same_etag(ben, address, hdmi):
    ports = [{"port": name} for name in ("usb-c", "hdmi")]

    changed = ben.patch(address, {"ports": ports})
    read = ben.get(address)

    assert [line["slug"] for line in read.json()["ports"]] == ["hdmi", "usb-c"]
    assert (changed.json(), changed["ETag"]) == (read.json(), read["ETag"])


@pytest.mark.parametrize("count", [2, 19])
def test_the_number_of_queries_does_not_grow_with_the_ports(
    ben, address, by_ben, count, django_assert_max_num_queries
):
    for number in range(count):
        actions.create_port(by=by_ben, name=f"P{number}")
    ports = [{"port": f"p{number}"} for number in range(count)]

    # With the savepoints.
    with django_assert_max_num_queries(20):
        answer = ben.patch(address, {"ports": ports})

    assert len(answer.json()["ports"]) == count


def test_ports_that_stay_keep_their_rows(ben, address, thinkpad, hdmi):
    row = thinkpad.ports.get()

    ben.patch(address, {"ports": [{"port": "usb-c", "count": 4}, {"port": "hdmi"}]})

    assert lines_of(thinkpad) == {"usb-c": 4, "hdmi": 1}
    assert thinkpad.ports.get(port=row.port).pk == row.pk


def test_each_line_of_a_list_is_whole(ben, address, refused):
    body = refused(ben.patch(address, {"ports": [{"count": 1}]}), 400, "invalid")

    assert body["errors"][0]["attr"] == "ports.0.port"


def test_an_empty_list_takes_all_ports_away(ben, address, thinkpad):
    assert ben.patch(address, {"ports": []}).json()["ports"] == []


def test_null_takes_the_manufacturer_and_category_away(ben, address):
    body = ben.patch(address, {"manufacturer": None, "category": None}).json()

    assert (body["manufacturer"], body["category"]) == (None, None)


def test_a_blank_title_is_made_again(ben, address):
    ben.patch(address, {"title": "Mine"})

    assert ben.patch(address, {"title": ""}).json()["title"] == "Lenovo T14"


def test_a_model_that_is_taken_is_refused(ben, address, refused):
    ben.post(f"{API}products/", {"manufacturer": "lenovo", "model": "X1"})

    refused(ben.patch(address, {"model": "x1"}), 409, "model_taken")


def test_a_change_of_an_older_version_is_refused(ben, address, refused):
    etag = ben.get(address)["ETag"]
    ben.patch(address, {"notes": "first"})

    answer = ben.patch(address, {"notes": "second"}, HTTP_IF_MATCH=etag)

    refused(answer, 412, "precondition_failed")


def test_writing_needs_the_scope(cleo, address, refused):
    refused(cleo.patch(address, {"notes": "x"}), 403, "forbidden")
