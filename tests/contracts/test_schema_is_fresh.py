"""The committed OpenAPI documents are what the code says."""

from difflib import unified_diff

import pytest

from tests.checkout import ROOT, SERVICES, django


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_committed_document_is_what_the_code_says(service, tmp_path):
    fresh, name = tmp_path / "openapi.yaml", f"{service.package}/openapi.yaml"

    made = django(service, "spectacular", "--validate", "--fail-on-warn", "--file", str(fresh))

    assert made.returncode == 0, made.stderr
    old, new = (path.read_text().splitlines() for path in (ROOT / name, fresh))
    difference = "\n".join(unified_diff(old, new, name, "what the code says", lineterm="", n=2))
    refresh = (
        f"python3 manage.py {service.name} spectacular --validate --fail-on-warn --file {name}"
    )
    assert not difference, f"Type: {refresh}\n{difference[:4000]}"
