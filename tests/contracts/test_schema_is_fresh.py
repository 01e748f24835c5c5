"""The committed documents of APIs, events and steps are what the code says."""

from difflib import unified_diff

import pytest

from tests.checkout import ROOT, SERVICES
from tests.contracts.said import DOCUMENTS


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_committed_document_is_what_the_code_says(said, service, document):
    name = f"{service.package}/{document}"

    places = (ROOT / name, said[service.name] / document)
    old, new = (path.read_text().splitlines() for path in places)

    difference = "\n".join(unified_diff(old, new, name, "what the code says", lineterm="", n=2))
    refresh = f"python3 manage.py {service.name} {' '.join(DOCUMENTS[document])} --file {name}"
    assert not difference, f"Type: {refresh}\n{difference[:4000]}"
