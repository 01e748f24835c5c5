"""What there is in the service under test."""

import importlib

import pytest
from django.conf import settings


@pytest.fixture
def service():
    """What is known of the service under test: its objects and its people."""
    return importlib.import_module(f"tests.authorization.{settings.SERVICE}")


@pytest.fixture
def world(db, service, neighbour, settings, tmp_path):
    """What there is."""
    settings.JWKS_URL = neighbour.url
    return service.world(neighbour, settings, tmp_path)
