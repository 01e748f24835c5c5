"""Every list and row of the catalog: PostgreSQL makes the JSON that the serializer shows.

Jobs and dead letters are the chassis's, and are asked in its own tests.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone

from catalog_service.attachments.actions import attach, make_image
from catalog_service.desk.actions import count, start_stock_take
from catalog_service.desk.models import CalendarFeed
from catalog_service.gear import actions
from catalog_service.gear.models import Person, PortCount, Task
from catalog_service.imports.models import Import
from catalog_service.lending import actions as lending
from catalog_service.lending.models import Closed, HandedOut, Part, Some, TakenBack
from catalog_service.tests.conftest import SCOPES
from catalog_service.urls import router
from chassis.calendars.actions import make_feed, revoke_feed
from chassis.jobs.models import Job
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge, twice
from chassis.testing.sent_back import all_sent_back, changed
from chassis.testing.twice import asked_twice, collections, everything_twice
from chassis.tests.files.drawing import photo, sent

API = "/catalog/api/v1"
CLEO = DEMO_SUBS["cleo"]


@pytest.fixture
def desk(as_caller):
    """Who sees everything."""
    scopes = [*SCOPES, "catalog:operate", "catalog:request"]
    return as_caller(id=DEMO_SUBS["ana"], roles=["admin"], scopes=scopes)


@pytest.fixture
def rows(make_asset, promise, thinkpad, hdmi, usb_c, by_ben):
    """Some of everything: empty and full, known and not, plain and odd."""
    for make in (actions.create_manufacturer, actions.create_category, actions.create_port):
        make(by=by_ben, name="Cam Ü")
    room = actions.create_location(by=by_ben, name="Cam room")
    actions.create_location(by=by_ben, name=twice.ODD[:90], slug="odd", parent=room)
    specs = {"": twice.ODD, "a": [1, 1.50, None, {"deep": True}], "created_at": "2026"}
    ports = [PortCount(usb_c, 1), PortCount(hdmi, 3)]
    actions.create_product(by=by_ben, title=twice.ODD, specs=specs, ports=ports)
    actions.create_product(by=by_ben, title="Plain")
    about = make_asset(
        tag=twice.ODD[:10],
        serial="S 1",
        notes=twice.ODD,
        location="Cam cupboard",
        purchase_date=date(2024, 2, 29),
        purchase_cost=Decimal("1200.50"),
        warranty_months=24,
    )
    for name in (twice.ODD[:90], "Plain"):
        label = actions.create_status_label(by=by_ben, name=name, slug=name[:5], status="retired")
    make_asset(tag="B-2", status_label=label, purchase_cost=Decimal(0))
    loan, reservation = promise(make_asset(tag="B-3"), to=CLEO)
    promise(make_asset(tag=twice.ODD[-9:]), to=DEMO_SUBS["ben"])
    lending.check_out(
        by=by_ben,
        at=timezone.now(),
        place=room,
        due_at=timezone.now() + timedelta(hours=1),
        lines=[HandedOut(make_asset(tag="B-4"))],
    )
    for row in (loan, reservation):
        row.note = twice.ODD
        row.save()
    parts = [Part(actions.create_product(by=by_ben, title=f"Case {twice.ODD}"), 3)]
    kit = lending.create_kit(by=by_ben, name=f"Kit {twice.ODD[:20]}", slug="kit", parts=parts)
    lending.create_kit(by=by_ben, name="Plain", parts=[Part(thinkpad)])
    lending.request_reservation(
        by=replace(by_ben, scopes=frozenset({"catalog:desk"})),
        at=timezone.now(),
        starts_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=1),
        lines=[Some(kit, 2), Some(thinkpad, 5)],
        is_draft=True,
    )
    lending.create_policy(by=by_ben)
    lending.create_policy(
        by=by_ben,
        location=actions.create_location(by=by_ben, name="Cellar"),
        opening_hours="Mo-Fr 09:00-17:00",
        longest_days=3,
        closed_days=[Closed(date(2026, 5, 1), date(2026, 5, 2), twice.ODD[:50])],
    )
    line = TakenBack(loan.lines.get().asset, "attention", twice.ODD)
    lending.return_loan(loan=loan, by=by_ben, at=timezone.now(), lines=[line])
    for by in (by_ben, replace(by_ben, id=CLEO)):
        made = make_feed(calendars=CalendarFeed.objects.all(), by=by, name=twice.ODD)
    take = start_stock_take(by=by_ben, name=twice.ODD[:50], location=about.location)
    count(stocktake=take, tags=[about.tag, "B-2", "nobody's"], by=by_ben, at=timezone.now())
    start_stock_take(by=by_ben, name="All")
    revoke_feed(calendarfeed=made.feed, by=by_ben, at=timezone.now())
    picture = attach(by=by_ben, file=sent(photo(), f"{twice.ODD[:20]}.jpg"), product=thinkpad)
    make_image(attachment=picture, by=by_ben)
    attach(by=by_ben, file=sent(b"Hello"), kit=kit)
    at_desk = replace(by_ben, scopes=frozenset({"catalog:desk"}))
    photos = {"asset": loan.lines.get().asset, "loan": loan, "moment": "in"}
    attach(by=at_desk, file=sent(photo()), **photos)
    knowledge.until(Person, timezone.now())
    knowledge.of(Task, UUID(int=3), asset_id=about.id, title="Mend it", is_open=True)
    knowledge.until(Task, timezone.now())
    twice.make_jobs(owner=CLEO)
    for number, job in enumerate([None, *Job.objects.all()[:2]]):
        found = {"format": "csv", "encoding": "utf-8", "line_ends": "LF", "delimiter": ",",
                 "columns": [{"column": twice.ODD, "field": None, "reason": "odd"}]}  # fmt: skip
        Import.objects.create(
            kind="assets", file="imports/x.csv", file_name=f"cam-{number}.csv", found=found,
            created_by=CLEO, job=job,
        )  # fmt: skip


@pytest.mark.parametrize(("name", "view"), collections(router, "catalog_service"))
def test_a_list_and_its_rows_are_the_same_twice(rows, desk, cleo, name, view):
    found = everything_twice(f"{API}/{name}/", view, desk, cleo)

    assert len(found) > 1


def test_what_a_scanner_reads_is_the_same_twice(rows, desk):
    assert asked_twice(desk, f"{API}/assets/by-tag/b-2/")["tag"] == "B-2"
    asked_twice(desk, f"{API}/assets/by-tag/nothing/")


@pytest.mark.parametrize(("name", "view"), changed(router, "catalog_service"))
def test_what_is_told_of_a_row_may_be_sent_back_and_is_no_change(rows, desk, name, view):
    all_sent_back(desk, f"{API}/{name}/")
