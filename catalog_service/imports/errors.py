"""Why a file cannot be imported, and what to do."""

from chassis.errors import DomainError, Invalid
from chassis.tables.errors import (
    ColumnNameTooLong,
    ColumnTwice,
    FileEmpty,
    FileTooLarge,
    HoldsNul,
    LineTooLong,
    NotATable,
    NotText,
    QuoteBroken,
    TooManyColumns,
    TooManyLines,
)

__all__ = [
    "BadMapping",
    "ColumnMissing",
    "ColumnNameTooLong",
    "ColumnTwice",
    "FileEmpty",
    "FileGone",
    "FileTooLarge",
    "HoldsNul",
    "LineTooLong",
    "NotATable",
    "NotJSONLines",
    "NotText",
    "QuoteBroken",
    "TooManyColumns",
    "TooManyLines",
]


class NotJSONLines(Invalid):
    """The first line is no JSON object. Write one object on each line, and no list around them."""

    code = "not_json_lines"


class ColumnMissing(Invalid):
    """A column that is needed is not there. Name yours by `mapping`."""

    code = "column_missing"


class BadMapping(Invalid):
    """The mapping is no JSON object of columns and fields."""

    code = "bad_mapping"


class FileGone(DomainError):
    """The file of this import is not there any more. Send it again."""

    code = "file_gone"
    status = 410
