"""`POST /reports/`: what was done in a while, as a file."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pypdfium2
import pytest

from chassis.jobs.models import Job
from chassis.jobs.running import run_next
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import API
from tasks_service.work.models import Task, TimeEntry

REPORTS = f"{API}reports/"
ANA, BEN, CLEO = (DEMO_SUBS[name] for name in ("ana", "ben", "cleo"))
CAMERA = "018f5f5e-0000-7000-8000-0000000000ca"
MARCH = {"first": "2026-03-01", "last": "2026-03-31"}
DAY = timedelta(days=1)


@pytest.fixture
def year(make_task, know, noon):
    """Work of a spring; noon is on the second of March."""
    know.person(BEN, name="Ben", is_active=True)
    know.person(CLEO, name="Cleo", is_active=True)
    know.asset(CAMERA, tag="CAM-1", title="Camera")
    words = {"created_at": noon - 40 * DAY, "assignee": CLEO}
    done = make_task(title="Done", status="done", asset_id=CAMERA, **words)
    make_task(title="Late", due_at=noon, **words)
    make_task(title="Later", due_at=noon + 60 * DAY, created_by=CLEO, created_at=noon)
    make_task(title="Not begun", created_at=noon + 60 * DAY)
    before = make_task(title="Done before", status="done", **words)
    after = make_task(title="Done after", status="done", **words)
    make_task(title="Given up", status="cancelled", **words)
    for task, at in ((done, noon), (before, noon - 9 * DAY), (after, noon + 40 * DAY)):
        Task.objects.filter(pk=task.pk).update(finished_at=at)
    Task.objects.filter(status="cancelled").update(finished_at=noon)
    for day, minutes in ((noon, 70), (noon + DAY, 20), (noon - 9 * DAY, 500)):
        TimeEntry.objects.create(task=done, person=BEN, spent_on=day.date(), minutes=minutes)


def result_of(api, **words):
    """Return the answer's job and the file that it leaves."""
    answer = api.post(REPORTS, {**MARCH, **words})
    assert answer.status_code == 202, answer.content
    run_next()
    job = Job.objects.get(pk=answer.json()["id"])
    assert job.status == "succeeded", job.error
    return job, b"".join(api.get(f"{answer['Location']}result/").streaming_content)


def rows_of(content):
    return [tuple(row) for row in csv.reader(StringIO(content.decode("utf-8-sig")))][1:]


def test_the_desk_reads_of_all_what_was_done_is_open_and_late(year, ben):
    job, content = result_of(ben, form="csv")

    assert job.result == {"done": 1, "open": 3, "overdue": 1}
    assert rows_of(content) == [
        ("total", "All", "1", "3", "1", "90"),
        ("person", "Cleo", "1", "2", "1", "0"),
        ("person", "Nobody", "0", "1", "0", "0"),
        ("person", "Ben", "0", "0", "0", "90"),
        ("asset", "CAM-1 Camera", "1", "0", "0", "90"),
        ("asset", "No gear", "0", "3", "1", "0"),
        ("day", "2026-03-02", "1", "", "", ""),
    ]


def test_others_read_of_their_own(year, make_task, cleo, noon):
    make_task(title="Ben's", created_at=noon)

    job, _ = result_of(cleo, form="csv")

    assert job.result == {"done": 1, "open": 3, "overdue": 1}


def test_a_report_on_paper_has_a_chart(year, ben):
    job, content = result_of(ben)

    assert job.result_file.name.endswith("tasks-2026-03-01-2026-03-31.pdf")
    text = pypdfium2.PdfDocument(BytesIO(content))[0].get_textpage().get_text_bounded()
    for said in ("Report of tasks", "Done, day by day", "03-02", "Cleo", "CAM-1 Camera", "1:30 h"):
        assert said in text


def test_days_are_those_of_a_place(year, ben, noon):
    Task.objects.filter(title="Done").update(finished_at=noon.replace(day=1, hour=1))

    job, _ = result_of(ben, form="csv", time_zone="America/New_York")

    assert job.result["done"] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"last": "2026-02-01"}, "ends_before_it_begins"),
        ({"first": "2016-02-01"}, "too_long"),
        ({"form": "doc"}, "invalid"),
        ({"time_zone": "Mars"}, "invalid"),
        ({"time_zone": "right/Europe/Berlin"}, "invalid"),
        ({"first": "9999-12-30", "last": "9999-12-31"}, "invalid"),
        ({"first": "0001-01-01", "last": "0001-01-02"}, "invalid"),
        ({"until": "2026-02-01"}, "invalid"),
    ],
)
def test_what_is_no_report_is_refused(ben, refused, words, code):
    refused(ben.post(REPORTS, {**MARCH, **words}), 400, code)
