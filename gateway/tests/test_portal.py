"""The first page, as it is made from the registry."""

import dataclasses

import pytest

from gateway import render
from gateway.tests.running import Gateway
from stack.registry import Page, Registry


def page_files(registry: Registry) -> dict[str, bytes]:
    return render.portal(registry, origin="http://127.0.0.1:8080")


@pytest.mark.parametrize("page", ["admin/", "api/docs/", "api/v1/", "api/schema/"])
def test_the_page_leads_to_everything_of_each_service(registry: Registry, page: str) -> None:
    html = page_files(registry)["index.html"].decode()

    for service in registry:
        assert f'href="{service.prefix}{page}"' in html
        assert service.summary in html


def test_the_page_leads_to_the_pages_that_a_service_names(registry: Registry) -> None:
    odd = Page("a&b/", "<i>", '"x"')
    named = dataclasses.replace(registry.services[0], pages=(odd,))
    html = page_files(dataclasses.replace(registry, services=(named,)))["index.html"].decode()

    assert f'<a href="{named.prefix}a&amp;b/">&lt;i&gt;</a> – &quot;x&quot;</li>' in html  # noqa: RUF001


def test_what_the_registry_says_is_text_not_markup(registry: Registry) -> None:
    odd = dataclasses.replace(registry.services[0], title='<b>&"', summary="<script>")
    html = page_files(dataclasses.replace(registry, services=(odd,)))["index.html"].decode()

    assert "<b>" not in html
    assert "&lt;b&gt;&amp;&quot;" in html
    assert html.count("<script") == 1


def test_the_page_has_nothing_inline(registry: Registry) -> None:
    html = page_files(registry)["index.html"].decode()

    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html
    assert "<script src=" in html


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/portal/portal.css", "text/css; charset=utf-8"),
        ("/portal/portal.js", "text/javascript; charset=utf-8"),
        ("/portal/icon.svg", "image/svg+xml"),
    ],
)
def test_its_files_are_served_and_asked_for_again(gateway: Gateway, path: str, kind: str) -> None:
    answer = gateway.get(path)

    assert answer.status == 200
    assert answer.one("Content-Type") == kind
    assert answer.one("Cache-Control") == "no-cache"


def test_no_template_is_served(registry: Registry) -> None:
    assert not [name for name in page_files(registry) if name.endswith(".template")]
