"""Labels for assets: asked for here, drawn by a job."""

import uuid
from contextlib import contextmanager
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from catalog_service.gear.jobs import draw_labels
from catalog_service.tests.conftest import API
from catalog_service.tests.imports.conftest import Steps
from chassis.jobs.models import Job

LABELS = f"{API}assets/labels/"


class Sheets(Steps):
    """Progress that keeps the file."""

    @contextmanager
    def file(self, name):
        self.name, self.pdf = name, BytesIO()
        yield self.pdf


def scanned(pdf):
    """Return what a scanner reads of each page."""
    pages = pypdfium2.PdfDocument(pdf.getvalue())
    pictures = (page.render(scale=300 / 72).to_pil() for page in pages)
    return [each.text for picture in pictures for each in zxingcpp.read_barcodes(picture)]


def drawn(**asked):
    """Do the job; return what a scanner reads, the job's result and its progress."""
    steps = Sheets()
    what = {"sheet": "roll-62x29", "code": "qr", "skip": 0, **asked}
    result = draw_labels(steps, **what)
    return scanned(steps.pdf) if hasattr(steps, "pdf") else [], result, steps


def test_a_job_is_asked_for(ben, make_asset):
    assets = [str(make_asset(tag).pk) for tag in ("LT-1", "LT-2")]

    answer = ben.post(LABELS, {"assets": assets, "sheet": "roll-62x29", "skip": 0})
    assert answer.status_code == 202, answer.content
    job = Job.objects.get(name="gear.draw_labels")
    assert answer["Location"].endswith(f"/catalog/api/v1/jobs/{job.id}/")
    what = {"assets": assets, "sheet": "roll-62x29", "code": "qr", "skip": 0}
    assert (job.owner, job.parameters) == (ben.caller_id, what)


def test_a_qr_code_opens_the_page_of_an_asset(staff, admin_user, make_asset, settings):
    admin_user.scopes = ["catalog:read"]
    admin_user.save()
    assets = [make_asset(tag) for tag in ("LT-0101", "A/1 ä")]

    read, result, steps = drawn(assets=[str(each.pk) for each in assets])
    assert result == {"drawn": 2, "left_out": []}
    assert (steps.name, steps[-1]) == ("labels.pdf", (2, 2))
    for asset, address in zip(assets, read, strict=True):
        path = address.removeprefix(settings.PUBLIC_URL)
        assert f"<h1>{asset.tag}: Lenovo T14</h1>" in staff.get(path).content.decode()
        assert path.isascii()


def test_bars_say_the_tag_and_what_cannot_be_said_is_told(make_asset):
    assets = [str(make_asset(tag).pk) for tag in ("LT-2", "Käfig", "x" * 60, "LT-1")]

    read, result, _ = drawn(assets=assets, code="code128")
    assert read == ["LT-2", "LT-1"]
    assert result["drawn"] == 2
    assert [(each["tag"], bool(each["detail"])) for each in result["left_out"]] == [
        ("Käfig", True), ("x" * 60, True),
    ]  # fmt: skip


def test_people_read_tag_product_and_serial(make_asset):
    _, _, steps = drawn(assets=[str(make_asset("LT-1", serial="SN 7").pk)])

    [page] = pypdfium2.PdfDocument(steps.pdf.getvalue())
    text = page.get_textpage().get_text_bounded()
    assert text.split("\r\n") == ["LT-1", "Lenovo T14", "SN 7"]


def test_what_is_gone_by_then_is_left_out(make_asset):
    there = make_asset("LT-1")

    read, result, _ = drawn(assets=[str(uuid.uuid4()), str(there.pk)], code="code128")
    assert (read, result) == (["LT-1"], {"drawn": 1, "left_out": []})
    assert drawn(assets=[str(uuid.uuid4())])[1] == {"drawn": 0, "left_out": []}


@pytest.mark.parametrize(
    ("asked", "attr"),
    [
        ({"assets": []}, "assets"),
        ({"assets": ["x"]}, "assets.0"),
        ({"assets": [str(uuid.UUID(int=1))]}, "assets"),
        ({}, "assets"),
        ({"sheet": "a3"}, "sheet"),
        ({"code": "dots"}, "code"),
        ({"sheet": "a4-21", "skip": 21}, "skip"),
        ({"skip": -1}, "skip"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_mistake_is_told(ben, make_asset, asked, attr):
    body = {"assets": [str(make_asset().pk)], **asked} if asked else {}

    answer = ben.post(LABELS, body)
    assert answer.status_code == 400, answer.content
    assert attr in [error["attr"] for error in answer.json()["errors"]]
    assert not Job.objects.exists()


def test_who_may_not_write_gets_none(cleo, make_asset, refused):
    refused(cleo.post(LABELS, {"assets": [str(make_asset().pk)]}), 403, "forbidden")


def test_the_desk_prints_what_it_chose(staff, make_asset):
    assets = [make_asset(tag) for tag in ("LT-2", "LT-1")]

    page = staff.post(
        "/catalog/admin/gear/asset/",
        {"action": "print_labels", "_selected_action": [str(each.pk) for each in assets]},
        follow=True,
    )
    job = Job.objects.get(name="gear.draw_labels")
    assert job.parameters["assets"] == [str(each.pk) for each in reversed(assets)]
    assert f"/catalog/admin/jobs/job/{job.id}/change/" in page.content.decode()
