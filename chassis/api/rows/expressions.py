"""The wire form of values, as SQL."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    BooleanField,
    Expression,
    Func,
    IntegerField,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.expressions import Combinable
from django.urls import reverse

SOME_ID = UUID(int=0)


class Members(Expression):
    """Named expressions, as one text."""

    output_field = TextField()

    def __init__(self, **members: Combinable) -> None:
        super().__init__()
        self.names = list(members)
        self.members: list[Any] = list(members.values())

    def get_source_expressions(self) -> list[Any]:
        """Return the values."""
        return self.members

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the values as the query resolved them."""
        self.members = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Put the values together."""
        compiled = [compiler.compile(member) for member in self.members]
        sql = self.together([sql for sql, _ in compiled], connection.ops.quote_name)
        return sql, [word for _, words in compiled for word in words]

    def together(self, values: Sequence[str], quoted: Callable[[str], str]) -> str:
        """Return the SQL of the whole, of the SQL of each value."""
        raise NotImplementedError


class JSONObject(Members):
    """A JSON object of named expressions. `row_to_json`: jsonb would cost three times as much."""

    def together(self, values: Sequence[str], quoted: Callable[[str], str]) -> str:
        """Return a row of its own as JSON."""
        columns = zip(values, map(quoted, self.names), strict=True)
        row = ", ".join(f"{value} AS {name}" for value, name in columns)
        return f"(SELECT row_to_json(o) FROM (SELECT {row}) o)"  # noqa: S608


class JSONText(Members):
    """The same object as a text: `row_to_json` would ask for the type of each value in each row."""

    def together(self, values: Sequence[str], quoted: Callable[[str], str]) -> str:
        """Return its members, one behind the other."""
        texts = map(_text, self.members, values)
        begins = "{", *[","] * len(values)
        members = zip(begins, self.names, texts, strict=False)
        whole = " || ".join(f"'{begin}\"{name}\":' || {text}" for begin, name, text in members)
        return f"{whole} || '}}'"


def _text(member: Any, sql: str) -> str:
    """Return a value as JSON; of some types it is known what that needs."""
    kind: Any = getattr(member, "_output_field_or_none", None)
    kind = getattr(kind, "output_field", getattr(kind, "target_field", kind))  # of a column
    if isinstance(kind, (BooleanField, IntegerField)):
        text = f"({sql})::text"
    elif isinstance(kind, UUIDField) or isinstance(member, WireTime):
        text = f"""'"' || ({sql}) || '"'"""
    elif isinstance(member, Value):  # of a literal PostgreSQL knows no type
        text = f"to_json(({sql})::{kind.db_type(connection)})::text"
    else:
        text = f"to_json({sql})::text"
    return f"coalesce({text}, 'null')"


class WireTime(Func):
    """A moment: UTC, always six digits and a Z."""

    template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    output_field = TextField()


class Address(Func):
    """The path of a view that shows the row with an id: `Address("id", view="job-detail")`."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, *words: Any, **extra: Any) -> Any:
        """Put the id where the path has one."""
        before, after = reverse(self.extra["view"], args=[SOME_ID]).split(str(SOME_ID))
        self.template = f"'{before}' || %(expressions)s || '{after}'"
        return super().as_sql(compiler, connection, *words, **extra)
