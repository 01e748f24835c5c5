"""Model fields whose values are stored encrypted.

With an `index` a field can be looked up by whole values, however their letters were typed; without
one only what is empty can be told from what is not. The index is part of the stored text, so that
no way of writing can forget it.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Func
from django.db.models.lookups import IsNull

from chassis.encryption.blind import blinded
from chassis.encryption.sealing import opened, seal


class BlindIndex(Func):
    """The index of a stored value: for constraints."""

    template = "NULLIF(split_part(%(expressions)s, ':', 3), '')"
    output_field = models.CharField()


class Whole(models.Lookup):
    """The stored value is exactly this one."""

    lookup_name = "exact"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Compare the index, or look for what is empty."""
        left, words = self.process_lhs(compiler, connection)
        if self.rhs == "":
            return f"{left} = ''", [*words]
        index = self.lhs.output_field.blinded(self.rhs)
        return f"NULLIF(split_part({left}, ':', 3), '') = %s", [*words, index]


class OneOf(models.Lookup):
    """The stored value is one of these."""

    lookup_name = "in"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Compare the index with each."""
        left, words = self.process_lhs(compiler, connection)
        indexes = [self.lhs.output_field.blinded(each) for each in self.rhs if each]
        emptiness = f" OR {left} = ''" if "" in self.rhs else ""
        look = f"(NULLIF(split_part({left}, ':', 3), '') = ANY(%s){emptiness})"
        return look, [*words, indexes, *(words if emptiness else [])]


LOOKUPS = {"exact": Whole, "iexact": Whole, "in": OneOf, "isnull": IsNull}
OF_TRIGGERS = ("df", "ndf")  # whether the stored text is another one


class Sealing(models.Field):
    """What encrypted fields have in common; stands before the field that says what is valid."""

    def __init__(self, *args: Any, index: str = "", **kwargs: Any) -> None:
        self.index = index
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Tell migrations about the index."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, **({"index": self.index} if self.index else {})}

    def get_internal_type(self) -> str:
        """Sealed texts are longer than what they seal."""
        return "TextField"

    def db_type(self, connection: Any) -> str:
        """Return the column's type."""
        return "text"

    def get_prep_value(self, value: Any) -> Any:
        """Seal a value on its way to the database."""
        text = super().get_prep_value(value)
        if not isinstance(text, str) or not text:
            return text
        return seal(text, blind=self.blinded(text) if self.index else "")

    def sealed_anew(self, stored: str) -> str:
        """Return a stored text, sealed with the newest key and the index of now."""
        return str(self.get_prep_value(opened(stored)))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Open a value that the database had."""
        return None if value is None else opened(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Return what a sealed value can be asked; anything else would never be true."""
        if lookup_name in LOOKUPS:
            return LOOKUPS[lookup_name]
        if lookup_name in OF_TRIGGERS:
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted: it cannot be looked up by {lookup_name}.")

    def get_transform(self, lookup_name: str) -> Any:
        """There is none."""
        return None

    def blinded(self, value: Any) -> str:
        """Return a value's index."""
        if not self.index or not isinstance(value, str):
            raise FieldError(f"{self.name} is encrypted and cannot be looked up by this.")
        return blinded(value, index=self.index)


class EncryptedCharField(Sealing, models.CharField):
    """A line of text, stored encrypted."""


class EncryptedTextField(Sealing, models.TextField):
    """Text of any length, stored encrypted."""


class EncryptedEmailField(Sealing, models.EmailField):
    """An e-mail address, stored encrypted."""


def encrypted_fields(model: type[models.Model]) -> Iterable[Sealing]:
    """Return the fields of a model that are stored encrypted."""
    return (field for field in model._meta.concrete_fields if isinstance(field, Sealing))
