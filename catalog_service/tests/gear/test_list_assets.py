"""`GET /assets/`."""

import pytest

from catalog_service.gear import actions
from catalog_service.tests.conftest import API

ASSETS = f"{API}assets/"


@pytest.fixture
def tags(cleo):
    """Ask for a list and return its tags."""

    def ask(**parameters):
        response = cleo.get(ASSETS, parameters)
        assert response.status_code == 200, response.content
        return sorted(row["tag"] for row in response.json()["results"])

    return ask


@pytest.fixture(autouse=True)
def _assets(make_asset, by_ben):
    camera = actions.create_product(by=by_ben, title="Camera")
    make_asset("LT-1", serial="SN1", location="Cabinet 1")
    make_asset("LT-2", status="on_loan")
    make_asset("CAM-1", product=camera, status="lost", notes="Red bag.")


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"status": "on_loan"}, ["LT-2"]),
        ({"status__in": "on_loan,lost"}, ["CAM-1", "LT-2"]),
        ({"tag": "lt-1"}, ["LT-1"]),
        ({"tag": "LT"}, []),
        ({"serial": "SN1"}, ["LT-1"]),
        ({"location__icontains": "cabinet"}, ["LT-1"]),
        ({"category": "laptops"}, ["LT-1", "LT-2"]),
        ({"search": "red bag"}, ["CAM-1"]),
        ({"search": "t14"}, ["LT-1", "LT-2"]),
        ({"search": "len t14 usb-c"}, ["LT-1", "LT-2"]),
        ({"search": "len hdmi"}, []),
    ],
)
def test_it_is_narrowed(tags, parameters, expected):
    assert tags(**parameters) == expected


def test_it_is_narrowed_by_product(tags, thinkpad):
    assert tags(product=str(thinkpad.id)) == ["LT-1", "LT-2"]


@pytest.mark.parametrize(
    "parameters",
    [{"status": "eaten"}, {"status__in": "lost,eaten"}, {"product": "17"}, {"colour": "red"}],
)
def test_what_is_not_understood_is_refused(cleo, refused, parameters):
    refused(cleo.get(ASSETS, parameters), 400, "invalid")


def test_it_is_ordered_as_asked(cleo):
    answer = cleo.get(ASSETS, {"ordering": "-tag"}).json()

    assert [row["tag"] for row in answer["results"]] == ["LT-2", "LT-1", "CAM-1"]


def test_the_number_of_queries_does_not_grow(cleo, make_asset, django_assert_num_queries):
    for number in range(20):
        make_asset(f"X-{number}")

    with django_assert_num_queries(1):
        answer = cleo.get(ASSETS)

    assert len(answer.json()["results"]) == 23
