"""Every operation of every service keeps the promises of the wire."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.checkout import SERVICES
from tests.contracts import operations as rules


def _committed() -> Iterator[Any]:
    for service in SERVICES:
        for operation in rules.operations(rules.document(service.package)):
            yield pytest.param(operation, service, id=str(operation))


every_operation = pytest.mark.parametrize(("operation", "service"), list(_committed()))


@every_operation
def test_an_operation_says_what_it_is(operation, service):
    amiss = rules.undescribed(operation)

    assert not amiss, "\n".join(amiss)


@every_operation
def test_an_operation_declares_the_problems_that_it_can_answer(operation, service):
    amiss = rules.undeclared(operation)

    assert not amiss, "\n".join(amiss)


@every_operation
def test_no_string_of_a_request_is_without_a_limit(operation, service):
    amiss = rules.unlimited(operation)

    assert not amiss, "\n".join(amiss)


@every_operation
def test_a_list_comes_in_pages(operation, service):
    amiss = rules.unpaged(operation)

    assert not amiss, "\n".join(amiss)


@every_operation
def test_a_path_has_its_services_prefix_and_a_slash_at_its_end(operation, service):
    amiss = rules.misplaced(operation, service.prefix)

    assert not amiss, "\n".join(amiss)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_two_operations_have_one_name(service):
    document = rules.document(service.package)
    names = [operation.said["operationId"] for operation in rules.operations(document)]

    assert len(names) == len(set(names))


def test_an_operation_that_promises_nothing_is_found():
    page = {"properties": {"next": {"type": "string"}}}
    body = {"properties": {"title": {"type": "string"}, "kind": {"enum": ["a"], "type": "string"}}}
    bare = {
        "parameters": [{"name": "search", "schema": {"type": "string"}}],
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/x/Body"}}}},
        "responses": {"200": {"content": {"application/json": {"schema": page}}}},
    }
    document = {"paths": {"/doors/{id}": {"put": bare}}, "components": {"schemas": {"Body": body}}}

    (operation,) = rules.operations(document)

    assert len(rules.undescribed(operation)) == 3
    assert [fault[-3:] for fault in rules.undeclared(operation)] == [
        "400",
        "401",
        "403",
        "404",
        "409",
        "412",
        "429",
    ]
    assert rules.unlimited(operation) == [
        "PUT /doors/{id}: body.title has no limit",
        "PUT /doors/{id}: search has no limit",
    ]
    assert len(rules.unpaged(operation)) == 3
    assert rules.misplaced(operation, "/lockers/") == ["PUT /doors/{id} is misplaced"]
