"""The docs, the schema and the headers of pages."""

import pytest

from chassis.tests.conftest import NOTES


def schema(client):
    return client.get("/chassis/api/schema/", headers={"Accept": "application/json"}).json()


def test_the_schema_promises_the_headers_and_errors(anonymous):
    paths = schema(anonymous)["paths"]

    post, put = paths[NOTES]["post"], paths[f"{NOTES}{{id}}/"]["put"]
    assert "Idempotency-Key" in [each["name"] for each in post["parameters"]]
    assert "If-Match" in [each["name"] for each in put["parameters"]]
    assert {"400", "401", "403", "409", "413", "415", "422", "429"} <= post["responses"].keys()
    assert {"404", "412"} <= put["responses"].keys()
    assert "422" not in put["responses"]


def test_the_schema_describes_a_page_and_its_parameters(anonymous):
    paths = schema(anonymous)["paths"]

    names = {each["name"] for each in paths[NOTES]["get"]["parameters"]}
    assert {"limit", "cursor", "ordering", "count", "search", "fields", "omit", "rank__in"} <= names


def test_what_put_leaves_out_is_not_required_in_the_schema(anonymous):
    document = schema(anonymous)

    body = document["paths"][f"{NOTES}{{id}}/"]["put"]["requestBody"]
    reference = body["content"]["application/json"]["schema"]["$ref"]
    assert "required" not in document["components"]["schemas"][reference.rpartition("/")[2]]


def test_the_docs_are_a_page(anonymous):
    page = anonymous.get("/chassis/api/docs/")

    assert page.status_code == 200
    assert b"swagger" in page.content


@pytest.mark.parametrize("path", ["/chassis/api/docs/", "/chassis/admin/login/", "/nowhere", NOTES])
def test_every_answer_has_its_security_headers(anonymous, path):
    answer = anonymous.get(path)

    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_the_browsable_api_signs_out_by_a_form_with_a_button(staff):
    page = staff.get(NOTES, headers={"Accept": "text/html"}).content.decode()

    assert "onclick" not in page.partition("<form")[0]
    assert '<form method="post" action="/chassis/sign-out/"' in page
    assert ">Log out</button>" in page
    assert "Kitroom Chassis" in page


def test_pages_of_the_service_are_shown_to_whom_they_are_open(staff, admin_user, settings):
    settings.PAGES = (("Board", "docs", "notes:read"), ("Vault", "schema", "notes:write"))
    link = '<a href="/chassis/api/docs/">Board</a>'
    assert link not in staff.get("/chassis/admin/").content.decode()
    admin_user.scopes = ["notes:read"]
    admin_user.save()

    for address in ("/chassis/admin/", NOTES):
        page = staff.get(address, headers={"Accept": "text/html"}).content.decode()
        assert link in page
        assert "Vault" not in page
