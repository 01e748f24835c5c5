"""Counts of what is on the shelves."""

from contextlib import contextmanager
from io import BytesIO

import pypdfium2
import pytest

from catalog_service.desk.jobs import draw_stock_take
from catalog_service.desk.models import StockTake, StockTakeLine
from catalog_service.gear import actions as gear
from catalog_service.tests.conftest import API
from catalog_service.tests.desk.conftest import text_of
from catalog_service.tests.imports.conftest import Steps
from catalog_service.tests.lending.conftest import DESK
from chassis.jobs.models import Job
from chassis.logins.subjects import DEMO_SUBS

TAKES, LINES = f"{API}stock-takes/", f"{API}stock-take-lines/"
PAGE = "/catalog/stock-takes/"


@pytest.fixture
def ben(as_caller):
    """A technician."""
    return as_caller(id=DEMO_SUBS["ben"], roles=["technician"], scopes=DESK)


@pytest.fixture
def shelf(by_ben, make_asset, promise):
    """A cupboard with two laptops in its drawer, one elsewhere, one that is out, one retired."""
    cupboard = gear.create_location(by=by_ben, name="Cupboard")
    drawer = gear.create_location(by=by_ben, name="Drawer", parent=cupboard)
    make_asset("LT-1", location=drawer)
    make_asset("LT-2", location=cupboard)
    make_asset("LT-3")
    promise(make_asset("LT-4", location=drawer))
    make_asset("LT-5", location=drawer, status="retired")
    return cupboard


def begun(ben, **words):
    answer = ben.post(TAKES, {"name": "Cupboard", **words})
    assert answer.status_code == 201, answer.content
    return answer.json()


def results(ben, take, result):
    answer = ben.get(LINES, {"stock_take": take["id"], "result": result, "ordering": "tag"})
    return [line["tag"] for line in answer.json()["results"]]


def test_what_is_scanned_is_found_unexpected_or_unknown(ben, shelf):
    take = begun(ben, location="cupboard")
    assert (take["expected"], take["missing"]) == (2, 2)
    assert results(ben, take, "missing") == ["LT-1", "LT-2"]

    answer = ben.post(
        f"{TAKES}{take['id']}/scans/", {"tags": ["lt-1", "LT-3", "LT-4", "NO-1", "LT-1", "no-1"]}
    ).json()

    assert [row["code"] for row in answer["rows"]] == [
        "found",
        "unexpected",
        "unexpected",
        "unknown",
        "scanned_before",
        "scanned_before",
    ]
    assert "no place" in answer["rows"][1]["detail"]
    assert "on loan, at Cupboard / Drawer" in answer["rows"][2]["detail"]
    counts = {name: answer["stock_take"][name] for name in ("found", "missing", "unexpected")}
    assert counts == {"found": 1, "missing": 1, "unexpected": 2}
    assert results(ben, take, "missing") == ["LT-2"]
    assert results(ben, take, "unexpected") == ["LT-3", "LT-4"]
    assert results(ben, take, "unknown") == ["NO-1"]
    again = ben.post(f"{TAKES}{take['id']}/scans/", {"tags": ["NO-1", "LT-2", "a\u2028b"]}).json()
    assert [row["code"] for row in again["rows"]] == ["scanned_before", "found", "unknown"]
    assert ben.get(f"{TAKES}{take['id']}/").json()["missing"] == 0


def test_everywhere_is_all_that_should_be_on_a_shelf(ben, shelf):
    assert begun(ben)["expected"] == 3


def test_what_is_closed_stays_as_it_is(ben, shelf, refused):
    place = f"{TAKES}{begun(ben)['id']}/"
    assert ben.post(f"{place}close/").json()["closed_at"]

    refused(ben.post(f"{place}close/"), 409, "stock_take_closed")
    refused(ben.post(f"{place}scans/", {"tags": ["LT-1"]}), 409, "stock_take_closed")
    changes = [entry["changes"].keys() for entry in ben.get(f"{place}history/").json()]
    assert any("closed_at" in names for names in changes)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {"name": ""}),
        ("", {"name": "x", "location": "nowhere"}),
        ("scans/", {"tags": []}),
        ("scans/", {"tags": ["x"] * 101}),
        ("scans/", {"tags": ["x" * 101]}),
        ("scans/", {"tags": ["x"], "colour": "red"}),
    ],
)
def test_a_mistake_is_told(ben, shelf, refused, path, body):
    take = begun(ben)

    assert refused(ben.post(f"{TAKES}{take['id']}/{path}" if path else TAKES, body), 400, "invalid")
    assert StockTake.objects.count() == 1
    assert not StockTakeLine.objects.exclude(result="missing").exists()


def test_what_is_deleted_meanwhile_keeps_its_tag(ben, shelf, make_asset, by_ben):
    extra = make_asset("EX-1")
    take = begun(ben)

    gear.delete_asset(asset=extra, by=by_ben)

    assert "EX-1" in results(ben, take, "missing")


def test_its_list_is_drawn_by_a_job(ben, shelf):
    take = begun(ben, location="cupboard", note="Before the summer")
    ben.post(f"{TAKES}{take['id']}/scans/", {"tags": ["LT-1", "LT-3", "NO-1"]})
    answer = ben.post(f"{TAKES}{take['id']}/list/")
    assert answer.status_code == 202
    assert Job.objects.get(name="desk.draw_stock_take").parameters == {"stock_take": take["id"]}

    class Paper(Steps):
        @contextmanager
        def file(self, name):
            self.pdf = BytesIO()
            yield self.pdf

    steps = Paper()
    told = draw_stock_take(steps, stock_take=take["id"])

    assert told == {"missing": 1, "unexpected": 1, "unknown": 1}
    [page] = pypdfium2.PdfDocument(steps.pdf.getvalue())
    text = " ".join(page.get_textpage().get_text_bounded().split())
    for said in ("Stock-take: Cupboard", "[ ] LT-2 Lenovo T14 Cupboard", "LT-3", "NO-1", "summer"):
        assert said in text


def test_a_count_goes_on_in_a_browser(desk, shelf):
    page = text_of(desk.post(PAGE, {"name": "Cupboard", "location": shelf.pk}, follow=True))
    take = StockTake.objects.get()
    assert "Cupboard: 0 of 2 found, 2 missing" in page
    place = f"{PAGE}{take.pk}/"

    page = text_of(desk.post(place, {"tags": "lt-1, LT-3\nNO-1"}))

    assert "1 of 2 found, 1 missing, 1 unexpected, 1 unknown." in page
    assert "It was not expected here: available, no place." in page
    assert "Scan or paste a tag." in text_of(desk.post(place, {"tags": " ,"}))
    assert "/catalog/api/v1/jobs/" in desk.post(place, {"draw": ""})["Location"]
    assert "It is closed." in text_of(desk.post(place, {"close": ""}, follow=True))
    assert "This count is closed" in text_of(desk.post(place, {"tags": "LT-2"}))
    assert "1 of 2 found, 1 unexpected, closed on" in text_of(desk.get(PAGE))
    assert "This field is required." in text_of(desk.post(PAGE, {"name": ""}))


def test_the_admin_shows_closes_and_prints(staff, ben, shelf, django_assert_max_num_queries):
    takes = [begun(ben) for _ in range(3)]
    page = "/catalog/admin/desk/stocktake/"
    for address in (page, f"{page}{takes[0]['id']}/change/", "/catalog/admin/desk/stocktakeline/"):
        with django_assert_max_num_queries(12):
            assert staff.get(address).status_code == 200

    for action in ("close", "print_lists"):
        staff.post(page, {"action": action, "_selected_action": [takes[0]["id"]]})

    assert StockTake.objects.filter(closed_at=None).count() == 2
    assert Job.objects.filter(name="desk.draw_stock_take").exists()
