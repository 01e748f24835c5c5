"""JSON objects in the forms of the admin."""

import json
from typing import Any

from django import forms
from django.forms.fields import InvalidJSONInput


class ObjectField(forms.JSONField):
    """JSON as people read it."""

    def __init__(self, **kwargs: Any) -> None:
        # What was there is in the row: a page that does not say it again may empty the object too.
        super().__init__(**{**kwargs, "show_hidden_initial": False})

    def to_python(self, value: Any) -> Any:
        """Return what was written, unless it is nested too deep to be read; nothing is empty."""
        try:
            read = super().to_python(value)
            return {} if read is None else read
        except RecursionError as error:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what was written, to be shown again."""
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return InvalidJSONInput(data)

    def prepare_value(self, value: Any) -> Any:
        """Return the text to edit; half characters are shown escaped, as no page can hold them."""
        if isinstance(value, InvalidJSONInput):
            return value
        text = json.dumps(value, indent=2, ensure_ascii=False)
        return text.encode(errors="backslashreplace").decode()
