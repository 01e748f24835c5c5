"""The wire form of values, as SQL."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Expression, Func, TextField
from django.db.models.expressions import Combinable
from django.urls import reverse

SOME_ID = UUID(int=0)


class Members(Expression):
    """Named expressions, as the columns of a row."""

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
        """Return each value with its name."""
        compiled = [compiler.compile(member) for member in self.members]
        names = map(connection.ops.quote_name, self.names)
        columns = (f"{sql} AS {name}" for (sql, _), name in zip(compiled, names, strict=True))
        return ", ".join(columns), [word for _, words in compiled for word in words]


class JSONObject(Members):
    """A JSON object of named expressions. `row_to_json`: jsonb would cost three times as much."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return a row of its own as JSON."""
        columns, words = super().as_sql(compiler, connection)
        return f"(SELECT row_to_json(o) FROM (SELECT {columns}) o)", words  # noqa: S608


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
