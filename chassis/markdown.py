"""What people write in Markdown, as HTML in which nothing runs and nothing is fetched.

CommonMark with tables and strikethrough. HTML that is written into it is shown as it was typed; a
picture is a link. What comes out is cleaned once more, by a list of what may stand in it.
"""

from collections.abc import Callable
from functools import cache

from django.utils.safestring import SafeString, mark_safe

DEEPEST = 20  # of quotes and lists inside of each other
TAGS = {
    *("a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "s", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
# Definitions of links would let a short text become a long one; pictures would tell who reads.
NOT_READ = ("reference", "image")
HEADINGS = {"heading_open": "<p><strong>", "heading_close": "</strong></p>\n"}


def html(text: str) -> SafeString:
    """Return a text as HTML that may stand in any page or mail."""
    return mark_safe(_maker()(text))  # noqa: S308  (it is cleaned)


@cache
def _maker() -> Callable[[str], str]:
    """Return what makes HTML; most processes never do, and it takes some megabytes."""
    import nh3
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    reader.enable(["table", "strikethrough"]).disable(NOT_READ)
    for name, tag in HEADINGS.items():  # a page has headings of its own
        reader.add_render_rule(name, lambda *_, tag=tag: tag)
    cleaner = nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    return lambda text: cleaner.clean(reader.render(text))
