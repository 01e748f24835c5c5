"""Hostile Markdown in a real browser, without any policy: nothing runs, nothing is fetched."""

from playwright.sync_api import Browser, Page, Route

from chassis import markdown
from chassis.testing.hostile_texts import HOSTILE

TRAP = "<script>window.ran = 0; window.boom = () => { window.ran += 1 }</script>"
WAKE = """() => {
  const plain = [":", "http:", "https:", "mailto:"];  // ":" leads nowhere
  for (const each of document.querySelectorAll("body *")) {
    for (const type of ["focus", "mouseover", "toggle", "load", "error", "click"]) {
      each.dispatchEvent(new Event(type, { bubbles: true }));
    }
    if (each.protocol && !plain.includes(each.protocol)) boom();  // it would, at a click
  }
  return window.ran;
}"""


def test_hostile_texts_do_nothing(browser: Browser) -> None:
    page, asked = browser.new_page(), list[str]()

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/*", refuse)
    assert ran(page, "<script>boom()</script><a href='javascript:boom()'>x</a>") == 2
    assert ran(page, "<img src='http://x.example/' onerror='boom()'>") > 0
    assert asked == ["http://x.example/"]

    did = {text: ran(page, markdown.html(text)) for text in HOSTILE}

    assert not [text for text, times in did.items() if times]
    assert asked == ["http://x.example/"]
    page.close()


def ran(page: Page, html: str) -> int:
    """Show it, wake everything in it, and return how often something ran."""
    page.set_content(f"<!doctype html><body>{TRAP}{html}")
    times: int = page.evaluate(WAKE)
    return times
