"""The first page: readable by everybody, and its health is alive."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from gateway.tests.running import Gateway
from gateway.tests.upstreams import Reply, Upstream

OpenPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
POLL_MS = 6000


def look_again(page: Page) -> None:
    """Let the page's next look at the services come now."""
    page.clock.fast_forward(POLL_MS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nobody_is_shut_out(
    open_page: OpenPage,
    portal: str,
    services: dict[str, Upstream],
    scheme: str,
    size: dict[str, int],
) -> None:
    services["tasks"].says(Reply(503))
    page = open_page(portal, viewport=size, color_scheme=scheme)
    expect(page.get_by_role("status")).to_have_text("Down: Tasks")

    result = Axe().run(page)

    assert result.violations_count == 0, result.generate_report()


def test_it_fits_on_a_phone(open_page: OpenPage, portal: str) -> None:
    page = open_page(portal, viewport=PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_it_shows_each_service_and_where_it_leads(
    open_page: OpenPage, portal: str, services: dict[str, Upstream]
) -> None:
    page = open_page(portal)

    for name in services:
        for page_name in ("admin/", "api/docs/", "api/v1/", "api/schema/"):
            expect(page.locator(f'a[href="/{name}/{page_name}"]')).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Everything is up")


def test_health_follows_the_services_without_a_reload(
    open_page: OpenPage, portal: str, services: dict[str, Upstream]
) -> None:
    page = open_page(portal, with_clock=True)
    catalog = page.locator('[data-service="catalog"]')
    expect(catalog).to_have_text("up")

    services["catalog"].says(Reply(503))
    look_again(page)
    expect(catalog).to_have_text("down")
    expect(page.get_by_role("status")).to_have_text("Down: Catalog")

    services["catalog"].says(Reply())
    look_again(page)
    expect(catalog).to_have_text("up")
    expect(page.get_by_role("status")).to_have_text("Everything is up")


def test_it_says_so_when_the_gateway_is_gone(
    open_page: OpenPage, portal: str, gateway: Gateway
) -> None:
    page = open_page(portal, with_clock=True)
    expect(page.get_by_role("status")).to_have_text("Everything is up")

    gateway.process.terminate()
    gateway.process.wait()
    look_again(page)

    expect(page.get_by_role("status")).to_contain_text("The gateway cannot be reached")
    expect(page.locator('[data-service="tasks"]')).to_have_text("no contact")


def test_it_says_that_it_is_checking_until_it_knows(open_page: OpenPage, portal: str) -> None:
    page = open_page("about:blank")
    asked: list[Route] = []
    page.route("**/portal/health/accounts", lambda route: asked.append(route))

    page.goto(portal)
    expect(page.locator('[data-service="accounts"]')).to_have_text("checking…")
    while not asked:
        page.wait_for_timeout(10)
    asked[0].continue_()

    expect(page.locator('[data-service="accounts"]')).to_have_text("up")


def test_without_javascript_it_still_leads_everywhere(open_page: OpenPage, portal: str) -> None:
    page = open_page(portal, java_script_enabled=False)

    expect(page.get_by_role("status")).to_have_text("Turn on JavaScript for live health.")
    expect(page.get_by_role("link", name="Catalog: admin")).to_be_visible()


def test_the_line_to_type_names_this_very_address(open_page: OpenPage, portal: str) -> None:
    page = open_page(portal)

    expect(page.get_by_text(f"{portal}catalog/api/v1/")).to_be_visible()


def test_nothing_on_it_breaks_its_own_content_policy(open_page: OpenPage, portal: str) -> None:
    page = open_page("about:blank")
    words: list[str] = []
    page.on("console", lambda message: words.append(message.text))
    page.on("pageerror", lambda error: words.append(str(error)))

    page.goto(portal)

    expect(page.get_by_role("status")).to_have_text("Everything is up")
    assert words == []
