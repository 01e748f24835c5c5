"""The pages of imports in the admin."""

from catalog_service.tests.imports.conftest import line

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
