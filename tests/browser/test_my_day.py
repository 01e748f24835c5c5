"""Somebody's day, on a phone and without a script."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PHONE = {"width": 360, "height": 740}


def test_it_shuts_nobody_out_and_fits_on_a_phone(sign_in: Callable[..., Page]) -> None:
    page = sign_in("/tasks/my-day/", "ben", timezone_id="UTC", viewport=PHONE)

    expect(page.get_by_role("heading", name="Overdue")).to_be_visible()
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_task_is_moved_on_without_a_script(sign_in: Callable[..., Page]) -> None:
    page = sign_in("/tasks/my-day/", "ben", timezone_id="UTC", java_script_enabled=False)
    name = page.get_by_role("region", name="Later").get_by_role("link").first.inner_text()

    page.get_by_role("button", name=f"Hold: {name}").click()

    expect(page.get_by_text(f"It rests: {name}")).to_be_visible()
    expect(page.get_by_role("region", name="Waits").get_by_role("link", name=name)).to_be_visible()
