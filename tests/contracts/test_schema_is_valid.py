"""The committed OpenAPI documents are OpenAPI."""

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator

from tests.checkout import ROOT, SERVICES


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_committed_document_is_valid(service):
    document = yaml.safe_load((ROOT / service.package / "openapi.yaml").read_text())

    assert [error.message for error in OpenAPIV30SpecValidator(document).iter_errors()] == []
