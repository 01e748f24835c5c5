"""Where a row of a tree stands."""

from typing import Any

from django.db.models import F, Model
from django.db.models.expressions import Combinable
from rest_framework import serializers

from chassis.api.ids import IdField

PARENT = "What it is inside of. Write an id, a slug or a name; read the id."
PATH = "Its name behind those of all that it is inside of."


class Ancestors(serializers.ListField):
    """The ids of all that a row is inside of, the outermost first."""

    def __init__(self, **words: Any) -> None:
        told = "The ids of all that it is inside of, the outermost first."
        child = IdField()
        super().__init__(**{"child": child, "read_only": True, "help_text": told, **words})

    def column(self, model: type[Model]) -> Combinable:
        """Return the array."""
        return F(str(self.source))
