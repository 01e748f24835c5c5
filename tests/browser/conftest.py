"""A real browser before a real gateway; the services behind it are fakes."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from gateway.tests import running, upstreams
from gateway.tests.running import Gateway
from gateway.tests.upstreams import Upstream
from stack import registry as registries
from stack import settings
from stack.engines import find
from tests.browser import chromium
from tests.running import System

OpenPage = Callable[..., Page]
SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it these tests are skipped, with the line to type."""
    if chromium.find() is None:
        chromium.install()
    binary = chromium.find()
    if binary is None:
        pytest.skip("No Chromium is here. Type: sudo " + " ".join(chromium.INSTALL))
    expect.set_options(timeout=chromium.PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=binary, args=chromium.ARGUMENTS)
        yield one
        one.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open an address in a window of its own; what is given describes the window."""
    with ExitStack() as stack:

        def open_page(url: str, *, with_clock: bool = False, **window: object) -> Page:
            context = stack.enter_context(browser.new_context(**window))  # type: ignore[arg-type]
            page = context.new_page()
            if with_clock:
                page.clock.install()
            page.goto(url)
            return page

        yield open_page


@pytest.fixture
def services() -> Iterator[dict[str, Upstream]]:
    """One fake instance of each service."""
    with ExitStack() as stack:
        names = registries.load(settings.ROOT / "services.toml").names
        yield {name: stack.enter_context(upstreams.running(Upstream())) for name in names}


@pytest.fixture
def gateway(services: dict[str, Upstream]) -> Iterator[Gateway]:
    """A gateway before them."""
    engine = find.find(settings.from_environment(), "nginx")
    if engine is None:
        pytest.fail("No Nginx is here. Type: python3 manage.py up, or: apt-get install nginx")
    registry = registries.load(settings.ROOT / "services.toml")
    instances = {name: [one.port] for name, one in services.items()}
    with running.running(Path(engine.binary), registry, instances) as gateway:
        yield gateway


@pytest.fixture
def portal(gateway: Gateway) -> str:
    """The address of the first page."""
    return f"http://127.0.0.1:{gateway.port}/"


@pytest.fixture
def sign_in(open_page: Callable[..., Page], system: System) -> SignIn:
    """Ask for a page as nobody, and sign in where that leads."""

    def sign_in(path: str, username: str = "ana", **window: object) -> Page:
        page = open_page(f"{system.url}{path}", **window)
        expect(page).to_have_url(re.compile("/accounts/login/"))
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password", exact=True).fill(system.password())
        page.get_by_role("button", name="Sign in", exact=True).click()
        return page

    return sign_in
