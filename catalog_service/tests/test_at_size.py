"""Lists of a million things: what narrows them is looked up, and a page asks as much as ever."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils.timezone import now

from catalog_service.desk.actions import count, start_stock_take
from catalog_service.desk.models import CalendarFeed
from catalog_service.gear import actions
from catalog_service.gear.models import PortCount
from catalog_service.imports.actions import start_import
from catalog_service.lending import actions as lending
from catalog_service.lending.models import Part
from catalog_service.tests.conftest import API
from catalog_service.tests.imports.conftest import line
from chassis.calendars.actions import make_feed
from chassis.testing.plans import looked_up, plan, queries_of

ID = "018f5f5e-0000-7000-8000-0000000000aa"
SOON = "2026-03-02T12:00:00Z"


@pytest.fixture
def _new_tables(db):
    """What other tests rolled back leaves pages behind, and the planner counts pages."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE gear_product, lending_reservation, lending_loan CASCADE")


@pytest.mark.usefixtures("_new_tables")
@pytest.mark.parametrize(
    ("asked", "indexes"),
    [
        ("assets/?search=kr-00", {"asset_by_words", "product_by_words", "asset_of_product"}),
        ("assets/?tag=lt-1", {"one_asset_per_tag"}),
        ("assets/?status_label=archived", {"one_statuslabel_per_slug", "asset_of_label"}),
        ("status-labels/?search=arch", {"statuslabel_by_words"}),
        ("assets/?serial=S1", {"asset_by_serial"}),
        ("assets/?location__icontains=cabinet 1", {"location_by_words", "asset_at_location"}),
        ("assets/?location=cabinet", {"location_by_ancestor", "asset_at_location"}),
        ("assets/?home_location=cabinet", {"location_by_ancestor", "asset_of_location"}),
        ("locations/?search=cab", {"location_by_words"}),
        ("locations/?slug=cabinet", {"one_location_per_slug"}),
        ("locations/?inside=cabinet", {"location_by_ancestor"}),
        (f"locations/?parent={ID}", {"location_by_parent"}),
        ("assets/?category=laptops", {"asset_of_product"}),
        (f"assets/?product={ID}", {"asset_of_product"}),
        (f"assets/?holder={ID}", {"gear_asset_pkey", "loan_of_borrower"}),
        ("assets/?has_open_tasks=true", {"gear_asset_pkey", "open_task_of_asset"}),
        ("products/?search=len", {"product_by_words", "manufacturer_by_words"}),
        ("products/?model=t14", {"product_by_folded_model"}),
        ("products/?port=usb-c", {"gear_product_pkey"}),
        (f"products/?manufacturer={ID}", {"gear_product_manufacturer_id_3d349e82"}),
        (f"reservations/?asset={ID}", {"lending_reservation_pkey"}),
        (f"reservations/?product={ID}", {"lending_reservation_pkey"}),
        (f"reservations/?kit={ID}", {"lending_reservation_pkey"}),
        ("kits/?slug=talk", {"one_kit_per_slug"}),
        ("kits/?search=tal", {"kit_by_words"}),
        (f"kits/?product={ID}", {"lending_kitpart_product_id_63e7d441"}),
        (f"reservations/?borrower={ID}", {"reservation_of_borrower"}),
        (f"reservations/?starts_at__gte={SOON}", {"reservation_by_start"}),
        (f"reservations/?ends_at__lte={SOON}", {"reservation_by_end"}),
        ("reservations/?status=approved", {"reservation_in_status"}),
        (f"loans/?asset={ID}", {"lending_loan_pkey"}),
        ("loans/?place=cellar", {"one_location_per_slug", "loan_to_place"}),
        (f"loans/?borrower={ID}", {"loan_of_borrower"}),
        (f"loans/?reservation={ID}", {"lending_loan_reservation_id_key"}),
        (f"loans/?out_at__gte={SOON}", {"loan_by_start"}),
        (f"loans/?due_at__lte={SOON}", {"loan_by_due"}),
        ("products/?category=laptops", {"gear_product_category_id_59c8d07d"}),
        ("categories/?inside=laptops", {"category_by_ancestor"}),
        (f"categories/?parent={ID}", {"category_by_parent"}),
        ("assets/?condition=damaged", {"asset_not_ok"}),
        ("manufacturers/?search=len", {"manufacturer_by_words"}),
        ("manufacturers/?slug=lenovo", {"one_manufacturer_per_slug"}),
        ("categories/?search=lap", {"category_by_words"}),
        ("categories/?slug=laptops", {"one_category_per_slug"}),
        ("ports/?search=usb", {"port_by_words"}),
        ("imports/?created_by=me", {"import_by_author"}),
        ("jobs/?owner=me", {"job_of_owner"}),
    ],
)
def test_a_filter_is_looked_up(ben, make_asset, promise, asked, indexes):
    promise(make_asset())

    assert indexes <= looked_up(ben, f"{API}{asked}")


@pytest.mark.usefixtures("_new_tables")
@pytest.mark.parametrize(
    ("asked", "indexes"),
    [
        ("assets/?status=available", {"asset_in_status", "asset_by_status"}),
        (
            f"stock-take-lines/?stock_take={ID}&result=missing",
            {"counted_in_result", "a_stock_take_has_a_tag_once"},
        ),
        ("assets/?status__in=on_loan,lost", {"asset_in_status", "asset_by_status"}),
        ("ports/?kind=interface", {"port_by_kind", "one_port_per_kind_and_slug"}),
    ],
)
def test_a_filter_is_looked_up_in_either_index(ben, make_asset, promise, asked, indexes):
    promise(make_asset())

    assert indexes & looked_up(ben, f"{API}{asked}")


@pytest.mark.parametrize(
    "asked", ["is_open=true", "is_open=true&ordering=due_at", "is_overdue=true"]
)
def test_what_is_closed_is_not_read_for_what_is_open(ben, make_asset, promise, asked):
    promise(make_asset())

    page, _ = plan(ben, f"{API}loans/?{asked}")

    assert "open_loan_by_" in page, page


@pytest.fixture
def make_all(by_ben, make_asset, hdmi, promise):
    """Make one more of everything."""

    def make(number):
        name = f"Sort {number}"
        maker = actions.create_manufacturer(by=by_ben, name=name)
        product = actions.create_product(
            by=by_ben,
            manufacturer=maker,
            category=actions.create_category(by=by_ben, name=name),
            model=name,
            ports=[PortCount(hdmi, 1)],
        )
        actions.create_port(by=by_ben, name=name)
        promise(make_asset(f"LT-{number}", product=product, location=name))
        place = actions.create_location(by=by_ben, name=f"Place {number}")
        lending.create_policy(by=by_ben, location=place)
        lending.create_kit(by=by_ben, name=name, parts=[Part(product)])
        make_feed(calendars=CalendarFeed.objects.all(), by=by_ben, name=name)
        take = start_stock_take(by=by_ben, name=name)
        count(stocktake=take, tags=["nobody's"], by=by_ben, at=now())
        start_import(kind="products", file=ContentFile(line(), "x.jsonl"), by=by_ben)

    return make


def test_a_page_asks_as_often_for_many_rows_as_for_one(ben, cleo, make_all):
    lists = ["locations/", "manufacturers/", "categories/", "ports/", "products/", "assets/"]
    searches = [f"{name}?search=sort&count=true" for name in lists]
    lists += ["imports/", "jobs/", "reservations/", "loans/", "kits/"]
    lists += ["calendar-feeds/", "stock-takes/", "stock-take-lines/?result=unknown"]
    narrowed = ["assets/?category=sort-1", "assets/?location=sort-1"]
    pages = [API + each for each in [*lists, *searches, *narrowed]]
    make_all(1)
    first = [len(queries_of(ben, page)) for page in pages]

    for number in range(2, 12):
        make_all(number)

    assert [len(queries_of(ben, page)) for page in pages] == first
