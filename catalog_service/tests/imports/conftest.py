"""Files to import, and how to send them."""

import json

import pytest
from django.core.files.base import ContentFile

from catalog_service.imports import actions
from catalog_service.tests.conftest import API

IMPORTS = f"{API}imports/"


class Steps(list):
    """Progress that only remembers."""

    def advance(self, done, total):
        """Remember a step."""
        self.append((done, total))


@pytest.fixture
def send(ben):
    """Send a file as a form."""

    def post(content, name="products.jsonl", **extra):
        fields = {"kind": "products", "file": ContentFile(content, name), **extra}
        return ben.post(IMPORTS, fields, format="multipart")

    return post


@pytest.fixture
def start(db, by_ben):
    """Start an import through the verb."""

    def do(content):
        return actions.start_import(
            kind="products", file=ContentFile(content, "products.jsonl"), by=by_ben
        )

    return do


@pytest.fixture
def run(start):
    """Start an import and do it here and now; return its report."""

    def do(content):
        return actions.run_import(import_id=str(start(content).id), progress=Steps())

    return do


def line(**fields):
    """Return one line."""
    return json.dumps({"manufacturer": "Northlight", "model": "NL-24", **fields}).encode() + b"\n"
