"""Why a file cannot be imported, and what to do."""

from chassis.errors import Conflict, DomainError, Invalid
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
    "ImportRunning",
    "ImportUndone",
    "LineTooLong",
    "NotATable",
    "NotJSONLines",
    "NotText",
    "NothingToUndo",
    "QuoteBroken",
    "TooManyColumns",
    "TooManyLines",
    "UndoRunning",
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


class ImportRunning(Conflict):
    """This import is not over. Wait until its job has ended, or cancel it."""

    code = "import_running"


class UndoRunning(Conflict):
    """This import is being undone already: see the job `undo_job`."""

    code = "undo_running"


class AlreadyUndone(Conflict):
    """This import was undone already, all of it: see the job `undo_job`."""

    code = "already_undone"


class NothingToUndo(Conflict):
    """This import has changed nothing: it was a dry run, or it ended before its first row."""

    code = "nothing_to_undo"


class ImportUndone(Conflict):
    """This import was undone. To import the file again, send it again."""

    code = "import_undone"
