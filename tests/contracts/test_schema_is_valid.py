"""The committed OpenAPI documents are OpenAPI."""

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from tests.checkout import SERVICES
from tests.contracts.operations import document


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_committed_document_is_valid(service):
    validator = OpenAPIV30SpecValidator(document(service.package))

    assert [error.message for error in validator.iter_errors()] == []
