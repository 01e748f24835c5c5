"""The committed documents of APIs, events and steps are what the code says."""

from difflib import unified_diff

import pytest

from tests.checkout import ROOT, SERVICES, django

DOCUMENTS = {
    "asyncapi.yaml": ("asyncapi",),
    "steps.yaml": ("steps",),
    "openapi.yaml": ("spectacular", "--validate", "--fail-on-warn"),
}


@pytest.fixture(scope="module", params=SERVICES, ids=lambda service: service.name)
def said(request, tmp_path_factory):
    """A service, and the folder into which one process of it has written what its code says."""
    folder = tmp_path_factory.mktemp(request.param.name)
    calls = [
        f"call_command{(*words, '--file', str(folder / name))}" for name, words in DOCUMENTS.items()
    ]
    script = "; ".join(["from django.core.management import call_command", *calls])
    made = django(request.param, "shell", "-v", "0", "-c", script)
    assert made.returncode == 0, made.stderr
    return request.param, folder


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_committed_document_is_what_the_code_says(said, document):
    service, folder = said
    name = f"{service.package}/{document}"

    old, new = (path.read_text().splitlines() for path in (ROOT / name, folder / document))

    difference = "\n".join(unified_diff(old, new, name, "what the code says", lineterm="", n=2))
    refresh = f"python3 manage.py {service.name} {' '.join(DOCUMENTS[document])} --file {name}"
    assert not difference, f"Type: {refresh}\n{difference[:4000]}"
