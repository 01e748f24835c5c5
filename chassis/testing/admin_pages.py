"""How often each page of an admin asks the database, whoever of its rows are there."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

MOST = 12


def costly(browser: Client) -> list[str]:
    """Return the pages that ask too often, and the lists that ask more often for more rows."""
    return [problem for one in admin.site._registry.values() for problem in _problems(browser, one)]


def _problems(browser: Client, one: Any) -> Iterator[str]:
    pages = {address: _queries(browser, address) for address in _addresses(one)}
    yield from (f"{address}: {count}" for address, count in pages.items() if count > MOST)
    listed, many = next(iter(pages.items()))
    usual, one.list_per_page = one.list_per_page, 1
    try:
        single = _queries(browser, listed)
    finally:
        one.list_per_page = usual
    if many > single:
        yield f"{listed}: {single} for one row, {many} for more"


def _addresses(one: Any) -> Iterator[str]:
    """Go through the list, the form for a new row and the page of one."""
    name = f"admin:{one.opts.app_label}_{one.opts.model_name}"
    yield reverse(f"{name}_changelist")
    yield reverse(f"{name}_add")
    if row := one.model._default_manager.order_by("pk").last():
        yield reverse(f"{name}_change", args=[row.pk])


def _queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
    assert answer.status_code in (200, 403), f"{address}: {answer.status_code}"
    return len(queries)
