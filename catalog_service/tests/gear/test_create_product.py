"""`POST /products/`."""

import pytest

from catalog_service.gear import actions
from catalog_service.gear.models import Product
from catalog_service.tests.conftest import API

PRODUCTS = f"{API}products/"


def test_a_title_is_enough(ben):
    body = ben.post(PRODUCTS, {"title": "Lenovo"}).json()

    assert (body["manufacturer"], body["category"], body["model"]) == (None, None, "")
    assert (body["specs"], body["notes"], body["ports"], body["version"]) == ({}, "", [], 1)


def test_everything_that_can_be_said_is_kept(ben, lenovo, laptops, usb_c):
    said = {
        "title": "The good one",
        "model": "T14",
        "manufacturer": str(lenovo.id),
        "category": str(laptops.id),
        "specs": {"memory_gb": 32, "colours": ["black"]},
        "notes": "Heavy.",
    }

    body = ben.post(PRODUCTS, {**said, "ports": [{"port": str(usb_c.id), "count": 2}]}).json()

    assert {name: body[name] for name in said} == said
    assert body["ports"] == [
        {"port": str(usb_c.id), "name": "USB-C", "slug": "usb-c", "kind": "", "count": 2}
    ]


@pytest.mark.parametrize("count", [1, 20])
def test_the_number_of_queries_does_not_grow_with_the_ports(
    ben, by_ben, count, django_assert_max_num_queries
):
    for number in range(count):
        actions.create_port(by=by_ben, name=f"P{number}")
    ports = [{"port": f"p{number}"} for number in range(count)]

    # With the savepoints.
    with django_assert_max_num_queries(12):
        answer = ben.post(PRODUCTS, {"title": "x", "ports": ports})

    assert len(answer.json()["ports"]) == count


def test_the_answer_is_what_will_be_read_under_the_same_etag(ben, usb_c, hdmi):
    ben.post(f"{API}ports/", {"name": "Power", "kind": "power-port"})
    ports = [{"port": name} for name in ("power-port/power", "usb-c", "hdmi")]

    made = ben.post(PRODUCTS, {"title": "x", "ports": ports})
    read = ben.get(made["Location"])

    assert [line["slug"] for line in read.json()["ports"]] == ["hdmi", "usb-c", "power"]
    assert (made.json(), made["ETag"]) == (read.json(), read["ETag"])


def test_others_may_be_called_by_their_slugs(ben, lenovo, laptops, usb_c):
    body = ben.post(
        PRODUCTS,
        {
            "model": "T14",
            "manufacturer": "lenovo",
            "category": "Laptops",
            "ports": [{"port": "usb-c"}],
        },
    ).json()

    assert (body["manufacturer"], body["category"]) == (str(lenovo.id), str(laptops.id))
    assert [(line["port"], line["count"]) for line in body["ports"]] == [(str(usb_c.id), 1)]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"manufacturer": "lenovo", "model": "T14"}, "Lenovo T14"),
        ({"model": "T14"}, "T14"),
        ({"model": "T14", "title": ""}, "T14"),
        ({"model": "T14", "title": "Mine"}, "Mine"),
    ],
)
def test_a_title_that_is_left_out_is_made(ben, lenovo, said, title):
    assert ben.post(PRODUCTS, said).json()["title"] == title


@pytest.mark.parametrize("said", [{}, {"title": " "}, {"manufacturer": "lenovo"}])
def test_a_title_that_cannot_be_made_is_required(ben, refused, lenovo, said):
    body = refused(ben.post(PRODUCTS, said), 400, "required")

    assert body["errors"][0]["attr"] == "title"


def test_a_manufacturer_makes_a_model_once(ben, refused, thinkpad):
    answer = ben.post(PRODUCTS, {"manufacturer": "lenovo", "model": "t14"})

    assert refused(answer, 409, "model_taken")["errors"][0]["attr"] == "model"


def test_without_a_manufacturer_or_a_model_nothing_clashes(ben, lenovo):
    for body in ({"model": "T14"}, {"title": "Cable", "manufacturer": "lenovo"}):
        assert [ben.post(PRODUCTS, body).status_code for _ in range(2)] == [201, 201]


@pytest.mark.parametrize(
    ("ports", "attr"),
    [
        ([{"port": "usb-c"}, {"port": "scart"}], "ports.1.port"),
        ([{"port": "usb-c"}, {"port": "USB-C"}], "ports"),
        ([{"port": "usb-c", "count": 0}], "ports.0.count"),
        ([{"port": "usb-c", "count": 10_001}], "ports.0.count"),
        ([{"port": "usb-c", "count": "many"}], "ports.0.count"),
        ([{"count": 1}], "ports.0.port"),
        ([{"port": None}], "ports.0.port"),
        (["usb-c"], "ports.0"),
        ("usb-c", "ports"),
        ({"usb-c": 1}, "ports"),
        (None, "ports"),
        ([{"port": "usb-c"}] * 201, "ports"),
    ],
)
def test_a_list_of_ports_that_makes_no_sense_is_refused(ben, refused, usb_c, ports, attr):
    body = refused(ben.post(PRODUCTS, {"title": "x", "ports": ports}), 400, "invalid")

    assert body["errors"][0]["attr"] == attr
    assert not Product.objects.exists()


def test_a_slug_of_several_kinds_needs_its_kind(ben, refused):
    for kind in ("interface", "power-port"):
        ben.post(f"{API}ports/", {"name": "USB-C", "kind": kind})

    body = refused(ben.post(PRODUCTS, {"title": "x", "ports": [{"port": "usb-c"}]}), 400, "invalid")
    answer = ben.post(PRODUCTS, {"title": "x", "ports": [{"port": "interface/usb-c"}]})

    assert "interface/usb-c, power-port/usb-c" in body["errors"][0]["detail"]
    assert answer.json()["ports"][0]["kind"] == "interface"


def test_a_slug_alone_means_the_port_without_a_kind(ben, usb_c):
    ben.post(f"{API}ports/", {"name": "USB-C", "kind": "interface"})

    answer = ben.post(PRODUCTS, {"title": "x", "ports": [{"port": "usb-c"}]})

    assert answer.json()["ports"][0]["port"] == str(usb_c.id)


@pytest.mark.parametrize(
    "specs", [[], "x", 1, None, {"a": "x" * 20_000}, {"a": {"b": "x" * 16_400}}]
)
def test_specs_are_an_object_of_bounded_size(ben, refused, specs):
    body = refused(ben.post(PRODUCTS, {"title": "x", "specs": specs}), 400, "invalid")

    assert body["errors"][0]["attr"].startswith("specs")


@pytest.mark.parametrize("name", ["manufacturer", "category"])
@pytest.mark.parametrize(
    "value", ["nobody", 17, ["x"], {}, True, "018f5f5e-0000-7000-8000-00000000000a"]
)
def test_who_or_what_does_not_exist_is_refused(ben, refused, name, value):
    body = refused(ben.post(PRODUCTS, {"title": "x", name: value}), 400, "invalid")

    assert body["errors"][0]["attr"] == name


def test_the_same_idempotency_key_makes_one_product(ben):
    first, second = (
        ben.post(PRODUCTS, {"title": "x"}, HTTP_IDEMPOTENCY_KEY="once") for _ in range(2)
    )

    assert first.json() == second.json()
    assert Product.objects.count() == 1


def test_a_product_may_come_from_a_form(ben, lenovo):
    body = ben.post(PRODUCTS, {"model": "T14", "manufacturer": "lenovo"}, format="multipart").json()

    assert body["title"] == "Lenovo T14"


def test_writing_needs_the_scope(cleo, refused):
    refused(cleo.post(PRODUCTS, {"title": "x"}), 403, "forbidden")


def test_nobody_in_particular_is_refused(anonymous, refused):
    refused(anonymous.post(PRODUCTS, {"title": "x"}), 401, "unauthenticated")
