"""`GET /imports/` and `GET /imports/{id}/`."""

import pytest
from django.core.files.base import ContentFile

from catalog_service.imports import actions
from catalog_service.tests.imports.conftest import IMPORTS, line
from chassis.auth import Caller
from chassis.jobs.models import Job


def test_imports_are_listed_newest_first_in_one_query(ben, start, django_assert_num_queries):
    rows = [start(line()) for _ in range(3)]

    with django_assert_num_queries(1):
        answer = ben.get(IMPORTS)

    assert [row["id"] for row in answer.json()["results"]] == [str(row.id) for row in rows[::-1]]


def test_one_is_read_with_its_job(ben, start):
    row = start(line())

    body = ben.get(f"{IMPORTS}{row.id}/").json()

    assert (body["lines"], body["job"]) == (1, str(row.job.id))


def test_one_whose_job_is_gone_says_so(ben, start):
    row = start(line())
    row.job.delete()

    body = ben.get(f"{IMPORTS}{row.id}/").json()

    assert (body["job"], body["job_url"]) == (None, None)


def test_the_list_is_narrowed(ben, start):
    start(line())

    assert len(ben.get(IMPORTS, {"created_by": ben.caller_id}).json()["results"]) == 1
    assert ben.get(IMPORTS, {"created_by": "nobody"}).json()["results"] == []


def test_the_list_is_narrowed_to_rehearsals_and_by_how_the_job_is(ben, start, refused):
    rehearsed, waiting = start(line(), dry_run=True), start(line())
    Job.objects.filter(id=rehearsed.job_id).update(status="succeeded")

    def found(**asked):
        return [row["id"] for row in ben.get(IMPORTS, asked).json()["results"]]

    assert (found(dry_run="true"), found(dry_run="false")) == (
        [str(rehearsed.id)],
        [str(waiting.id)],
    )
    assert (found(status="succeeded"), found(status="queued")) == (
        [str(rehearsed.id)],
        [str(waiting.id)],
    )
    assert found(status="dead") == []
    refused(ben.get(IMPORTS, {"status": "over"}), 400, "invalid")


@pytest.mark.parametrize("roles", [["technician"], ["admin"]])
def test_the_desk_sees_the_imports_of_others(as_caller, start, roles):
    row = start(line())
    desk = as_caller(roles=roles, scopes=["catalog:read"])

    assert [found["id"] for found in desk.get(IMPORTS).json()["results"]] == [str(row.id)]
    assert desk.get(f"{IMPORTS}{row.id}/").status_code == 200


def test_a_service_sees_the_imports_of_others(as_caller, start):
    row = start(line())
    service = as_caller(id="stocktaker", client_id="stocktaker", roles=(), scopes=["catalog:read"])

    assert service.get(f"{IMPORTS}{row.id}/").status_code == 200


def test_others_see_only_their_own(as_caller, cleo, start, refused):
    row = start(line())
    dan = as_caller(roles=["member"], scopes=["catalog:read"])
    own = actions.start_import(
        kind="products", file=ContentFile(line(), "mine.jsonl"), by=Caller(id=dan.caller_id)
    )

    assert [found["id"] for found in dan.get(IMPORTS).json()["results"]] == [str(own.id)]
    assert cleo.get(IMPORTS).json()["results"] == []
    refused(cleo.get(f"{IMPORTS}{row.id}/"), 404, "not_found")


def test_a_name_as_long_as_a_client_id_may_be_fits(start, by_ben):
    longest = Caller(id="c" * 100, kind="service")

    row = actions.start_import(kind="products", file=ContentFile(line(), "x.jsonl"), by=longest)

    row.refresh_from_db()
    assert row.created_by == "c" * 100


def test_imports_are_records(ben, start, refused):
    address = f"{IMPORTS}{start(line()).id}/"

    refused(ben.delete(address), 405, "method_not_allowed")
    refused(ben.patch(address, {}, format="multipart"), 405, "method_not_allowed")


def test_looking_needs_the_scope(as_caller, refused):
    refused(as_caller(scopes=[]).get(IMPORTS), 403, "forbidden")
