"""A choice that names what there is."""

from typing import Any, ClassVar, NoReturn

from rest_framework import serializers


class NamedChoiceField(serializers.ChoiceField):
    """A choice; whoever misses hears what there is."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid_choice": "{input} is none of these: {choices}."
    }

    def fail(self, key: str, **words: Any) -> NoReturn:
        """Refuse a value."""
        super().fail(key, choices=", ".join(map(str, self.choices)), **words)
