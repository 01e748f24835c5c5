"""GET /catalog/internal/assets/{id}/: what other services ask of an asset."""

import pytest

from chassis.ids import uuid7
from chassis.testing.clients import client_of

PLACE = "/catalog/internal/assets/"


@pytest.fixture
def tasks_service(db):
    """Another service with its own token."""
    return client_of(id="tasks", client_id="tasks", roles=(), scopes=["catalog:internal"])


def test_a_service_reads_an_asset(tasks_service, make_asset, django_assert_num_queries):
    asset = make_asset(tag="CAM-1", serial="S-1", location="Studio")

    with django_assert_num_queries(1):
        answer = tasks_service.get(f"{PLACE}{asset.pk}/")

    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(asset.pk),
        "tag": "CAM-1",
        "title": asset.product.title,
        "serial": "S-1",
        "status": "available",
        "location": "Studio",
    }


def test_an_unknown_asset_is_not_found(tasks_service, refused):
    refused(tasks_service.get(f"{PLACE}{uuid7()}/"), 404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_changes_nothing(tasks_service, make_asset, refused, method):
    answer = getattr(tasks_service, method)(f"{PLACE}{make_asset().pk}/", {})

    refused(answer, 405, "method_not_allowed")


def test_a_person_is_refused_whatever_their_scopes(as_caller, make_asset, refused):
    admin = as_caller(roles=["admin"], scopes=["catalog:internal", "catalog:read"])

    refused(admin.get(f"{PLACE}{make_asset().pk}/"), 403, "forbidden")


def test_a_session_is_no_way_in(staff, make_asset, refused):
    refused(staff.get(f"{PLACE}{make_asset().pk}/"), 401, "unauthenticated")


def test_it_is_not_in_the_public_contract(anonymous):
    assert "internal" not in anonymous.get("/catalog/api/schema/").content.decode()
