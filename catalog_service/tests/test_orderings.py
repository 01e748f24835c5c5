"""Every declared order of a list is read from an index, also from the middle on."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog_service.gear import actions, views
from catalog_service.imports.actions import start_import
from catalog_service.imports.views import ImportViewSet
from catalog_service.tests.conftest import API
from catalog_service.tests.imports.conftest import line

LISTS = {
    "manufacturers": views.ManufacturerViewSet,
    "categories": views.CategoryViewSet,
    "ports": views.PortViewSet,
    "products": views.ProductViewSet,
    "assets": views.AssetViewSet,
    "imports": ImportViewSet,
}
ORDERS = [(name, field) for name, view in LISTS.items() for field in view.ordering_fields]


@pytest.fixture
def two_of_each(by_ben, make_asset, hdmi):
    """Two rows in every list."""
    actions.create_manufacturer(by=by_ben, name="Apple")
    actions.create_category(by=by_ben, name="Tablets")
    actions.create_product(by=by_ben, title="Cable")
    for number in range(2):
        make_asset(f"LT-{number}")
        start_import(kind="products", file=ContentFile(line(), "x.jsonl"), by=by_ben)


def plan(api, address):
    """Return how the database reads a page when it may use any index, and the next page."""
    with CaptureQueriesContext(connection) as queries:
        page = api.get(address)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        return "\n".join(row for (row,) in cursor.fetchall()), page.json()["next"]


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize(("name", "field"), ORDERS)
def test_an_order_has_an_index(ben, two_of_each, name, field, direction):
    first, following = plan(ben, f"{API}{name}/?limit=1&ordering={direction}{field}")
    second, _ = plan(ben, following)

    assert "Sort" not in first, first
    assert "Sort" not in second, second
    assert "Index Cond" in second, second
