"""The API as a browser shows it."""

from typing import Any

from chassis.api.views import ListMixin


def lists(router: Any) -> list[str]:
    """Return the collections whose rows can be read."""
    return [prefix for prefix, view, _ in router.registry if issubclass(view, ListMixin)]


def shown(browser: Any, address: str) -> str:
    """Return the page of an address: there has to be one."""
    page = browser.get(address, headers={"accept": "text/html"})
    assert page.status_code == 200, page.content
    assert page["Content-Type"].startswith("text/html"), page["Content-Type"]
    text: str = page.content.decode()
    return text
