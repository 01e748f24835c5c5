"""The form of a loan: asked for here, drawn by a job."""

from contextlib import contextmanager
from io import BytesIO

import pypdfium2
import pytest

from catalog_service.lending import actions
from catalog_service.lending.jobs import draw_loan_form
from catalog_service.lending.models import TakenBack
from catalog_service.tests.conftest import API
from catalog_service.tests.imports.conftest import Steps
from catalog_service.tests.lending.conftest import hour
from chassis.jobs.models import Job


class Paper(Steps):
    """Progress that keeps the file."""

    @contextmanager
    def file(self, name):
        self.name, self.pdf = name, BytesIO()
        yield self.pdf


def test_a_job_is_asked_for(ben, cleo, lend, asset, refused):
    loan = lend(asset, note="Handle with care")
    address = f"{API}loans/{loan.id}/form/"

    answer = ben.post(address, {"time_zone": "Europe/Berlin"})

    assert answer.status_code == 202, answer.content
    job = Job.objects.get(name="lending.draw_loan_form")
    assert answer["Location"].endswith(f"/catalog/api/v1/jobs/{job.id}/")
    assert job.parameters == {"loan": str(loan.id), "time_zone": "Europe/Berlin"}
    refused(cleo.post(address), 403, "forbidden")
    for odd in ("Mars/Base", "../etc/passwd", "America"):
        assert refused(ben.post(address, {"time_zone": odd}), 400, "invalid")["errors"]
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("zone", "due"), [("UTC", "2026-03-02 16:00"), ("Asia/Tokyo", "2026-03-03 01:00")]
)
def test_it_says_who_has_what_until_when(by_ben, lend, make_asset, zone, due):
    back, out, gone = (make_asset(f"LT-{number}", serial=f"SN{number}") for number in range(3))
    loan = lend(back, out, gone, note="Handle with care")
    loan = actions.return_loan(
        loan=loan, by=by_ben, at=hour(1), lines=[TakenBack(back, "attention")]
    )
    loan = actions.mark_lost(loan=loan, by=by_ben, at=hour(1), lines=[gone])
    steps = Paper()

    assert draw_loan_form(steps, loan=str(loan.id), time_zone=zone) == {"lines": 3}

    assert steps.name == "loan-2026-03-02.pdf"
    [page] = pypdfium2.PdfDocument(steps.pdf.getvalue())
    text = " ".join(page.get_textpage().get_text_bounded().split())
    for said in ("Cleo", due, zone, "Handle with care", "SN1", "attention", "lost", "Lenovo T14"):
        assert said in text


def test_the_desk_prints_what_it_chose(staff, lend, asset):
    loan = lend(asset)
    words = {"action": "print_forms", "_selected_action": [str(loan.pk)]}

    page = staff.post("/catalog/admin/lending/loan/", words, follow=True).content.decode()

    job = Job.objects.get(name="lending.draw_loan_form")
    assert f"/catalog/admin/jobs/job/{job.id}/change/" in page
