"""Fixtures of the tests of accounts: people, callers who speak for them, and real signing keys."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts_service.access.actions import make_signing_key
from accounts_service.access.models import ROLE_SCOPES, Role
from accounts_service.people.models import User
from chassis.auth import Caller

PASSWORD = "a long enough password"
DESK = Caller(id="018f5f5e-0000-7000-8000-0000000000ff", roles=frozenset({"admin"}))


@pytest.fixture
def make_person(db: None) -> Callable[..., User]:
    """Return a maker of people."""

    def make(username: str, role: Role = Role.MEMBER, **details: Any) -> User:
        name = details.pop("name", username.title())
        return User.objects.create_user(username, PASSWORD, role=role, name=name, **details)

    return make


@pytest.fixture
def ana(make_person: Callable[..., User]) -> User:
    """Return an admin."""
    return make_person("ana", Role.ADMIN, name="Ana Silva", email="ana@example.org")


@pytest.fixture
def ben(make_person: Callable[..., User]) -> User:
    """Return a technician."""
    return make_person("ben", Role.TECHNICIAN, name="Ben Okafor")


@pytest.fixture
def cleo(make_person: Callable[..., User]) -> User:
    """Return a member."""
    return make_person("cleo", Role.MEMBER, name="Cleo Martin")


@pytest.fixture
def speaking_for(as_caller: Callable[..., Any]) -> Callable[..., APIClient]:
    """Return a maker of API clients with a token of a person, with all that their role allows."""

    def client(person: User, **changes: Any) -> APIClient:
        role = Role(person.role)
        words = {"id": str(person.id), "roles": [role], "scopes": ROLE_SCOPES[role], **changes}
        return as_caller(**words)

    return client


@pytest.fixture
def admin_api(ana: User, speaking_for: Callable[..., APIClient]) -> APIClient:
    """Return ana's API client."""
    return speaking_for(ana)


@pytest.fixture
def keys_folder(settings: Any, tmp_path: Any) -> Any:
    """Return a folder for signing keys, with none in it."""
    settings.ACCOUNTS_KEYS_DIR = tmp_path / "keys"
    return settings.ACCOUNTS_KEYS_DIR


@pytest.fixture(scope="session")
def made_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one signing key: to make it takes longer than most tests."""
    folder = tmp_path_factory.mktemp("keys")
    make_signing_key(folder=folder)
    return folder


@pytest.fixture
def signing_key(settings: Any, keys_folder: Any, made_key: Path) -> None:
    """Sign with a key of this service's own, and verify with what it publishes."""
    copytree(made_key, keys_folder)
    settings.TOKEN_KEYS = "accounts_service.access.selectors.keys.local_keys"
