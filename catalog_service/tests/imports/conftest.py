"""Files to import, and how to send them."""

import io
import json
from contextlib import contextmanager
from typing import ClassVar

import pytest
from django.core.files.base import ContentFile

from catalog_service.imports import actions
from catalog_service.tests.conftest import API

IMPORTS = f"{API}imports/"


class Steps(list):
    """Progress that only remembers."""

    report = ""
    state: ClassVar = {}

    def advance(self, done, total):
        """Remember a step."""
        self.append((done, total))

    def checkpoint(self, state):
        """Remember where the next try goes on."""
        self.state = state

    def hold(self):
        """Nobody else works here."""

    @contextmanager
    def file(self, name):
        """Remember what is written."""
        file = io.BytesIO()
        yield file
        self.report = file.getvalue().decode()


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

    def do(content, kind="products", **told):
        file = ContentFile(content, f"{kind}.jsonl")
        return actions.start_import(kind=kind, file=file, by=by_ben, **told)

    return do


@pytest.fixture
def run(start):
    """Start an import and do it here and now; return its report."""

    def do(content, kind="products", **told):
        row = start(content, kind, **told)
        return actions.run_import(import_id=str(row.id), progress=Steps())

    return do


def line(**fields):
    """Return one line."""
    return json.dumps({"manufacturer": "Northlight", "model": "NL-24", **fields}).encode() + b"\n"


def table(*rows, delimiter=","):
    """Return CSV."""
    return "".join(delimiter.join(row) + "\n" for row in rows).encode()
