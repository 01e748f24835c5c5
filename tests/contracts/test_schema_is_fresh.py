"""The committed documents of APIs, events and steps are what the code says."""

from difflib import unified_diff

import pytest

from tests.checkout import ROOT, SERVICES, django

OPENAPI = ("openapi.yaml", ["spectacular", "--validate", "--fail-on-warn"])
ASYNCAPI = ("asyncapi.yaml", ["asyncapi"])
STEPS = ("steps.yaml", ["steps"])
DOCUMENTS = [OPENAPI, ASYNCAPI, STEPS]


@pytest.mark.parametrize(("document", "words"), DOCUMENTS, ids=["openapi", "asyncapi", "steps"])
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_committed_document_is_what_the_code_says(service, document, words, tmp_path):
    fresh, name = tmp_path / document, f"{service.package}/{document}"

    made = django(service, *words, "--file", str(fresh))

    assert made.returncode == 0, made.stderr
    old, new = (path.read_text().splitlines() for path in (ROOT / name, fresh))
    difference = "\n".join(unified_diff(old, new, name, "what the code says", lineterm="", n=2))
    refresh = f"python3 manage.py {service.name} {' '.join(words)} --file {name}"
    assert not difference, f"Type: {refresh}\n{difference[:4000]}"
