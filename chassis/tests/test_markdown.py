"""What people write in Markdown, as HTML in which nothing runs and nothing is fetched."""

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.template import engines

from chassis import markdown
from chassis.testing.hostile_texts import HOSTILE, LONG, LONGEST

SECONDS = 2  # of CPU, of a machine that does other things; here it takes a tenth


class Reader(HTMLParser):
    """Note what a page would do."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.links = set(), set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]


def test_it_is_shown_as_it_is_meant():
    text = "# Lamp\n\nNot in *room 2*,\n**really**.\n\n- ~~one~~\n- `two`\n\n3. three\n\n> four"

    said = markdown.html(text)

    for part in (
        "<p><strong>Lamp</strong></p>",
        "<p>Not in <em>room 2</em>,<br>\n<strong>really</strong>.</p>",
        "<li><s>one</s></li>",
        "<code>two</code>",
        '<ol start="3">',
        "<blockquote>",
    ):
        assert part in said


def test_tables_and_links_are_there():
    said = markdown.html("|a|b|\n|-|-|\n|[x](https://ok.example/?a=1&b=2)|<me@ok.example>|")

    assert "<th>a</th>" in said
    assert 'href="https://ok.example/?a=1&amp;b=2" rel="nofollow noopener noreferrer"' in said
    assert 'href="mailto:me@ok.example"' in said


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs_and_nothing_is_fetched(text):
    page = Reader(markdown.html(text))

    assert page.tags <= markdown.TAGS
    assert page.attributes <= {"href", "title", "rel", "start"}
    assert {urlsplit(link).scheme for link in page.links} <= {"http", "https", "mailto", ""}
    assert not [link for link in page.links if link.strip().startswith("//")]


def test_the_table_of_hostile_texts_is_long_enough():
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:8]))
def test_no_text_takes_long_or_grows(text):
    before = time.thread_time()

    said = markdown.html(text[:LONGEST])

    assert time.thread_time() - before < SECONDS
    assert len(said) < 8 * LONGEST


def test_a_template_says_it_too():
    template = engines["django"].from_string("{% load markdown %}{{ text|markdown }}")

    assert template.render({"text": "*a* <b>"}) == "<p><em>a</em> &lt;b&gt;</p>\n"
