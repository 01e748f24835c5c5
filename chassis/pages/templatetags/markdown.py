"""Markdown in templates: `{{ text|markdown }}`."""

from django import template
from django.utils.safestring import SafeString

from chassis import markdown as texts

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Return a text as HTML in which nothing runs."""
    return texts.html(text)
