"""Who may do what: every operation of every service is asked as every kind of caller.

This file runs in the project of each service, on the service's own table.
"""

import dataclasses
import gc
import logging

import pytest
from django.conf import settings
from django.http import JsonResponse
from django.urls import get_resolver, path

from tests.authorization import addresses, asking, callers, table

ROWS = table.rows(settings.SERVICE)
DOORS = {"programs": ("API", "For services"), "browsers": ("Pages", "Admin")}
ROLES = {"viewer", "member", "technician", "admin"}
COLUMNS = {
    "API": ROLES
    | {"nobody", "refused", "signed out", "no CSRF token"}
    | {"API token", "no scope", "program", "service"},
    "For services": ROLES
    | {"nobody", "refused", "no CSRF token"}
    | {"person:internal", "program", "other service", "service"},
}
PREFIX = f"/{settings.SERVICE}/api/v1/"


@pytest.fixture
def clients(world, service):
    """Every caller, with what they call by; then the access of some of them ends."""
    others = getattr(service, "others", list)
    everybody = [*callers.by_token(), *callers.by_session(service.login_of), *others()]
    clients = {caller: caller.client() for caller in everybody}
    callers.end_access()
    logging.disable()  # of a thousand answers, lines and sweeps take as long as a hundred of them
    gc.disable()
    yield clients
    gc.enable()
    logging.disable(logging.NOTSET)


@pytest.fixture
def job_row():
    """The row of an operation that every service has."""
    (row,) = (row for row in ROWS if str(row) == f"GET {PREFIX}jobs/{{id}}/")
    return row


@pytest.fixture
def open_door(settings):
    """An address whose view asks nobody who they are."""

    class Urls:
        urlpatterns = [
            *get_resolver().url_patterns,
            path(f"{PREFIX[1:]}open-door/", lambda request: JsonResponse({})),
        ]

    settings.ROOT_URLCONF = Urls
    return f"{PREFIX}open-door/"


def test_the_roles_are_those_of_accounts(service):
    assert getattr(service, "ROLES", callers.ROLES) == callers.ROLES


@pytest.mark.parametrize(("section", "columns"), COLUMNS.items())
def test_a_table_has_every_caller_and_no_gap(section, columns):
    rows = [row for row in ROWS if row.section == section]

    assert all(columns <= row.cells.keys() for row in rows)
    assert [str(row) for row in rows if not all(row.cells.values())] == []


def test_every_operation_has_a_row():
    assert addresses.without_row(ROWS) == []


def test_every_row_has_an_operation_and_is_asked():
    assert {row.section for row in ROWS} == {each for part in DOORS.values() for each in part}
    assert addresses.without_operation(ROWS) == []
    assert len({row.address for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("callers_by", "sections"), DOORS.items())
def test_every_caller_gets_what_the_table_says(
    callers_by, sections, world, clients, record_property
):
    rows = [row for row in ROWS if row.section in sections]

    asked = asking.ask(rows, clients, world)

    assert not asked.wrong, "\n".join(asked.wrong)
    figure = f"{len(rows)} operations, {asked.cells} answers, 0 wrong"
    record_property("figure", f"S1  {settings.SERVICE}, {callers_by}: {figure}")


def test_an_operation_without_a_row_is_named(job_row):
    others = [row for row in ROWS if row != job_row]

    assert f"GET {PREFIX}jobs/{{}}/" in addresses.without_row(others)


def test_a_row_without_an_operation_is_named(job_row):
    row = dataclasses.replace(job_row, path=f"{PREFIX}doors/{{id}}/")

    assert addresses.without_operation([row]) == [f"GET {PREFIX}doors/{{id}}/"]


def test_an_address_that_nobody_told_of_is_named(open_door):
    assert f"ANY {open_door}" in addresses.without_row(ROWS)


def test_a_wrong_answer_and_an_open_door_are_named(open_door, job_row, world, clients):
    open_row = dataclasses.replace(job_row, path=open_door, cells={"nobody": ("401",)})
    row = dataclasses.replace(job_row, cells={"viewer": ("200", "200", "404")})

    asked = asking.ask([open_row, row], clients, world)

    assert asked.wrong == [
        f"{open_row} as nobody: 200 and not 401",
        f"{row} as viewer, other's: 404 and not 200",
    ]


def test_a_column_without_callers_is_named(job_row):
    row = dataclasses.replace(job_row, cells={"somebody": ("200",)})

    asked = asking.ask([row], {}, asking.World({}))

    assert asked.wrong == [f"{row}: nobody calls as somebody"]
