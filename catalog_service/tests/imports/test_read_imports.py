"""`GET /imports/` and `GET /imports/{id}/`."""

from catalog_service.tests.imports.conftest import IMPORTS, line


def test_imports_are_listed_newest_first_in_one_query(cleo, start, django_assert_num_queries):
    rows = [start(line()) for _ in range(3)]

    with django_assert_num_queries(1):
        answer = cleo.get(IMPORTS)

    assert [row["id"] for row in answer.json()["results"]] == [str(row.id) for row in rows[::-1]]


def test_one_is_read_with_its_job(cleo, start):
    row = start(line())

    body = cleo.get(f"{IMPORTS}{row.id}/").json()

    assert (body["lines"], body["job"]) == (1, str(row.job.id))


def test_one_whose_job_is_gone_says_so(cleo, start):
    row = start(line())
    row.job.delete()

    body = cleo.get(f"{IMPORTS}{row.id}/").json()

    assert (body["job"], body["job_url"]) == (None, None)


def test_the_list_is_narrowed(cleo, ben, start):
    start(line())

    assert len(cleo.get(IMPORTS, {"created_by": ben.caller_id}).json()["results"]) == 1
    assert cleo.get(IMPORTS, {"created_by": "nobody"}).json()["results"] == []


def test_imports_are_records(ben, start, refused):
    address = f"{IMPORTS}{start(line()).id}/"

    refused(ben.delete(address), 405, "method_not_allowed")
    refused(ben.patch(address, {}, format="multipart"), 405, "method_not_allowed")


def test_looking_needs_the_scope(as_caller, refused):
    refused(as_caller(scopes=[]).get(IMPORTS), 403, "forbidden")
