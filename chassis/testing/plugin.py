"""The pytest plugin of every service's tests.

`as_caller(scopes=…, roles=…, id=…)` is an API client with a real token, `anonymous` one without,
`staff` a browser signed in to the admin, `refused(response, status, code)` checks a problem body,
`hostile_tokens(path, scope)` checks that a path opens to a good token and to no hostile one,
`neighbour` is every other service, steered by the test (chassis/testing/neighbours.py),
`logged()` are the log lines of the test, as written,
`worker` runs a real Celery worker and background process, `wait_for(condition)` waits for them.
"""

import json
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from pytest_django.lazy_django import django_settings_is_configured

from chassis import ids
from chassis.testing import worker as workers

if TYPE_CHECKING:  # DRF can only be imported once Django is configured
    from rest_framework.test import APIClient

    from chassis.testing.neighbours import Neighbour


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests wrote down: `record_property("figure", "…")`."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(str(value))


@pytest.fixture(scope="session", autouse=True)
def _a_database_is_copied(request: pytest.FixtureRequest) -> None:
    """Migrate once, however many workers there are."""
    if not django_settings_is_configured() or not any(map(_needs_one, request.session.items)):
        return
    from chassis.testing import databases

    with request.getfixturevalue("django_db_blocker").unblock():
        databases.make_template()


def _needs_one(item: Any) -> bool:
    has_fixture = {"db", "transactional_db"} & set(item.fixturenames)
    return bool(has_fixture or item.get_closest_marker("django_db"))


@pytest.fixture(scope="session", autouse=True)
def _tests_have_their_own_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    if not django_settings_is_configured():  # tests that cross services need no Django
        yield
        return
    from django.conf import settings
    from django.test import override_settings

    fast = "django.contrib.auth.hashers.MD5PasswordHasher"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        TOKEN_KEYS="chassis.testing.tokens.keys",  # noqa: S106  (a name)
        PASSWORD_HASHERS=[fast, *settings.PASSWORD_HASHERS],
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES={**settings.STORAGES, "staticfiles": plain},
    ):
        yield


@pytest.fixture(scope="session")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _tests_have_their_own_files(request: pytest.FixtureRequest, _files: Path) -> None:
    if django_settings_is_configured():  # whoever keeps a file makes the folder
        request.getfixturevalue("settings").MEDIA_ROOT = _files / ids.uuid7().hex


@pytest.fixture(autouse=True)
def _nobody_s_access_has_ended(request: pytest.FixtureRequest) -> None:
    """The register is empty and not read, so that a test counts its own queries only."""
    if not django_settings_is_configured():
        return
    from chassis.auth import register

    read_never = request.getfixturevalue("monkeypatch").setattr
    read_never(register, "EVERY_SECONDS", float("inf"))
    read_never(register, "_register", register.Register())
    register._register._read_at = 0.0


@pytest.fixture(autouse=True)
def _steps_refuse_as_they_say(request: pytest.FixtureRequest) -> None:
    """A no that is not in a step's contract fails the test that met it."""
    if not django_settings_is_configured():
        return
    from chassis.sagas import receiving

    def fail(name: str, code: str) -> None:
        raise AssertionError(f"{name} refused by {code}: name the error in its @step(…, refuses=)")

    request.getfixturevalue("monkeypatch").setattr(receiving, "refused_unsaid", fail)


@pytest.fixture(autouse=True)
def _nothing_was_asked_before() -> None:
    """What a process knows of questions is its own, not the next test's."""
    if not django_settings_is_configured():
        return
    from chassis.api.again import locks, road

    road.KNOWN.clear()
    locks.KNOWN.clear()


@pytest.fixture
def ended_access_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the register at every question, as a process does that was asked a second ago."""
    from chassis.auth import register

    monkeypatch.setattr(register, "EVERY_SECONDS", -1.0)
    register.forget()


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict[str, Any]]]:
    """Return a function that gives the log lines of the test, as they are written."""
    from chassis.observability import logs

    written = StringIO()
    monkeypatch.setattr(logs.LINES, "stream", written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.fixture
def as_caller(db: None) -> Callable[..., Any]:
    """Return a maker of API clients."""
    from chassis.testing import clients

    return clients.client_of


@pytest.fixture
def anonymous(db: None) -> "APIClient":
    """Return an API client without a token."""
    from rest_framework.test import APIClient

    return APIClient()


@pytest.fixture
def staff(admin_user: Any) -> Client:
    """Return a browser that is signed in to the admin as a superuser."""
    from chassis.testing import sessions

    return sessions.browser_of(admin_user)


@pytest.fixture
def refused() -> Callable[..., dict[str, Any]]:
    """Return a check that an answer is a problem of a status and code; it gives the body."""

    def check(response: Any, status: int, code: str) -> dict[str, Any]:
        assert response.status_code == status, response.content
        assert response["Content-Type"] == "application/problem+json"
        body: dict[str, Any] = response.json()
        assert (body["status"], body["code"]) == (status, code), body
        assert body["detail"]
        assert body["request_id"]
        return body

    return check


@pytest.fixture
def hostile_tokens(
    settings: Any,
    neighbour: "Neighbour",
    anonymous: "APIClient",
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> Iterator[Callable[[str, str], None]]:
    """Return a check that a path opens to a good token with a scope, and to no hostile one.

    The key set is fetched as in earnest, unless the test sets TOKEN_KEYS to another source.
    """
    import urllib3

    from chassis.auth import keys
    from chassis.auth import tokens as access
    from chassis.testing import hostile_tokens as hostile
    from chassis.testing import tokens

    neighbour.always(body=json.dumps({"keys": [tokens.PUBLIC_JWK]}).encode())
    settings.JWKS_URL = f"{neighbour.url}/jwks.json"
    settings.TOKEN_KEYS = "chassis.auth.tokens.remote_keys"
    monkeypatch.setattr(keys, "TIMEOUT", urllib3.Timeout(60))  # a busy machine is no refusal
    access._made.cache_clear()

    def check(path: str, scope: str) -> None:
        began = time.monotonic()
        good = hostile.show(anonymous, path, hostile.signed(scope=scope))
        assert good.status_code == 200, good.content
        let_in = hostile.let_in(anonymous, path)
        assert not let_in, let_in
        most_fetches = 1 + (time.monotonic() - began) / keys.COOLDOWN_SECONDS
        assert len(neighbour.heard) <= most_fetches
        number = len(hostile.HOSTILE)
        fetched = f"{len(neighbour.heard)} fetches of keys"
        record_property(
            "figure", f"S2  {path}: {number} of {number} hostile tokens refused, {fetched}"
        )

    yield check
    access._made.cache_clear()


@pytest.fixture
def neighbour(settings: Any, monkeypatch: pytest.MonkeyPatch) -> "Iterator[Neighbour]":
    """Return every other service, as the test steers it; calls to them begin anew.

    A call that names no limit has the time that a busy machine takes.
    """
    from chassis.clients import Upstream, circuit
    from chassis.testing import neighbours

    patient = {"deadline": 60.0, "timeout": 30.0}
    for ask in (Upstream.get, Upstream.post):
        monkeypatch.setattr(ask, "__kwdefaults__", {**(ask.__kwdefaults__ or {}), **patient})
    circuit.forget()
    neighbour, stop = neighbours.start()
    settings.INTERNAL_URL = neighbour.url
    settings.TOKEN_URL = f"{neighbour.url}{neighbours.TOKEN}"
    yield neighbour
    stop()
    for each in circuit.forget():
        each.close()


@pytest.fixture
def worker(transactional_db: None, worker_id: str) -> Iterator[Any]:
    """Run a real worker and background process for the length of a test, and return the worker."""
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    with workers.running(number) as processes:
        yield processes[0]


@pytest.fixture
def wait_for() -> Callable[..., Any]:
    """Return a function that waits until a condition gives something true, and returns that."""

    def wait(condition: Callable[[], Any], seconds: float = 30) -> Any:
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < deadline, "It did not happen in time."
            time.sleep(0.05)
        return found

    return wait
