"""The pages of imports in the admin."""

from catalog_service.imports import actions
from catalog_service.tests.conftest import SAMPLES
from catalog_service.tests.imports.conftest import Steps, line
from chassis.jobs import running

LIST = "/catalog/admin/imports/import/"


def test_the_list_leads_to_the_jobs(staff, start, django_assert_max_num_queries):
    rows = [start(line()) for _ in range(3)]
    rows[0].job.delete()

    with django_assert_max_num_queries(12):
        page = staff.get(LIST).content.decode()

    assert f"/catalog/admin/jobs/job/{rows[1].job_id}/change/" in page


def test_imports_can_only_be_looked_at(staff, start):
    row = start(line())

    assert staff.get(f"{LIST}{row.id}/change/").status_code == 200
    assert staff.get(f"{LIST}add/").status_code == 403
    assert staff.post(f"{LIST}{row.id}/delete/", {"post": "yes"}).status_code == 403


def test_an_import_says_what_its_file_was_called(start):
    assert str(start(line())) == "products.jsonl"


def test_an_imports_page_tells_what_was_found(staff, start):
    row = start((SAMPLES / "snipe-it-assets.csv").read_bytes(), "assets", date_style="mdy")
    actions.run_import(import_id=str(row.id), progress=Steps())

    page = staff.get(f"{LIST}{row.id}/change/").content.decode()

    assert "encoding: utf-8" in page
    assert "date_style: mdy" in page
    assert "Asset Tag → tag" in page
    assert "report.csv" not in page


def test_an_imports_page_leads_to_its_report(staff, ben, start):
    row = start(line() + b"{}\n")
    running.run_next()

    page = staff.get(f"{LIST}{row.id}/change/").content.decode()
    address = ben.get(f"/catalog/api/v1/imports/{row.id}/").json()["report_url"]

    assert f'<a href="{address}">report.csv</a>' in page
    assert row.file.url not in page
    report = b"".join(ben.get(address)).decode().splitlines()
    assert report[:2] == [
        "line,column,code,detail,value",
        "2,manufacturer,required,This is needed.,",
    ]
