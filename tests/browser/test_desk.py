"""The scan desk under a keyboard scanner, which types a tag and presses Enter."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.running import System

PHONE = {"width": 360, "height": 740}


def test_scan_after_scan_without_a_new_page(sign_in: Callable[..., Page], system: System) -> None:
    page = sign_in("/catalog/desk/", "ben", timezone_id="UTC")
    expect(page).to_have_url(f"{system.url}/catalog/desk/")
    words: list[str] = []
    page.on("console", lambda message: words.append(message.text))
    page.on("pageerror", lambda error: words.append(str(error)))
    page.evaluate("window.isStillThere = true")

    page.get_by_label("Tags", exact=True).press_sequentially("NO-SUCH-1\nNO-SUCH-2\n")

    rows = page.locator("#results tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("There is no asset with this tag.")
    expect(page.get_by_label("Tags", exact=True)).to_be_focused()
    page.get_by_role("radio", name="Hand out").check()
    person, place = page.get_by_label("Borrower"), page.get_by_label("Or a place")
    person.select_option(index=1)
    place.select_option(index=1)
    expect(person).to_have_value("")
    place.select_option("")
    page.get_by_label("Tags", exact=True).press_sequentially("NO-SUCH-3\n")
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_text("Who gets it?")).to_be_visible()
    expect(page.get_by_label("Tags", exact=True)).to_have_value("NO-SUCH-3\n")
    assert page.evaluate("window.isStillThere")
    assert words == []


def test_its_pages_shut_nobody_out_and_fit_on_a_phone(
    sign_in: Callable[..., Page], system: System
) -> None:
    page = sign_in("/catalog/calendar/", "ben", timezone_id="UTC", viewport=PHONE)

    calendars = ("calendar/", "calendar/?days=1", "calendar/?show=products", "calendar/?show=kits")
    for path in (*calendars, "desk/", "assets/LT-0103/", "stock-takes/", "worth/"):
        page.goto(f"{system.url}/catalog/{path}")
        result = Axe().run(page)
        assert result.violations_count == 0, result.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_count_shuts_nobody_out(sign_in: Callable[..., Page]) -> None:
    page = sign_in("/catalog/stock-takes/", "ben", timezone_id="UTC", viewport=PHONE)

    page.get_by_role("link", name="Autumn count").click()
    page.wait_for_load_state()

    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
