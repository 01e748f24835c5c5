"""The field of a serializer that shows Markdown as HTML."""

from typing import Any

from rest_framework import serializers

from chassis import markdown

ABOUT = "The same as HTML, cleaned: it may stand in any page. Shown if `fields` names it."


class HTMLField(serializers.CharField):
    """What another field says in Markdown. Name it in `Meta.made_in_python` and `when_asked`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, "help_text": ABOUT, **kwargs})

    def to_representation(self, value: Any) -> str:
        """Return the HTML."""
        return str(markdown.html(value))
