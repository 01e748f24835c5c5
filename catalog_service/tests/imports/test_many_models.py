"""Somebody makes very many models: no row is held against all of theirs."""

import json

import pytest
from django.db import connection

from catalog_service.gear.models import Category, Manufacturer, Product
from catalog_service.tests.imports.conftest import line, table

MODELS, OTHERS, ROWS = 2_000, 100, 500


@pytest.fixture
def _one_makes_many(db):
    """Most make one model, and the planner knows."""
    Category.objects.create(name="Laptops", slug="laptops", schema={"properties": {"a": {}}})
    makers = [Manufacturer(name=f"M{number}", slug=f"m{number}") for number in range(OTHERS)]
    first, *_ = Manufacturer.objects.bulk_create(makers)
    made = [Product(title="x", model=f"X{number}", manufacturer=first) for number in range(MODELS)]
    Product.objects.bulk_create(
        [*made, *(Product(title="y", model="Y", manufacturer=each) for each in makers)]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE gear_product, gear_manufacturer")


@pytest.fixture
def plans():
    """How the statements about products are done."""
    found = []

    def explain(execute, sql, words, many, context):
        if "gear_product" in sql and "lower(" in sql and not sql.startswith("EXPLAIN"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT json) {sql}", words)
                found.append(json.dumps(cursor.fetchone()))
        return execute(sql, words, many, context)

    with connection.execute_wrapper(explain):
        yield found


@pytest.mark.usefixtures("_one_makes_many")
@pytest.mark.parametrize("kind", ["products", "assets"])
def test_a_row_is_not_held_against_all_that_its_maker_makes(run, plans, kind):
    models = [f"x{number}" for number in range(ROWS)]
    if kind == "products":
        file = b"".join(line(manufacturer="M0", model=each, part_number="1") for each in models)
    else:
        file = table(("tag", "manufacturer", "model"), *((each, "M0", each) for each in models))

    report = run(file, kind)

    assert (report["failed"], Product.objects.count()) == (0, MODELS + OTHERS)
    assert plans
    assert not any("gear_product_manufacturer_id" in plan for plan in plans)
