"""Why a file cannot be read, and what to do."""

from chassis.errors import DomainError, Invalid


class FileTooLarge(DomainError):
    """The file is larger than 50 MB. Send it in parts."""

    code = "payload_too_large"
    status = 413


class FileEmpty(Invalid):
    """The file holds no row. Send a file with at least one."""

    code = "file_empty"


class NotText(Invalid):
    """The file is not text in the encoding that was told or found. Tell its `encoding`."""

    code = "not_utf8"


class NotATable(Invalid):
    """The file is a workbook or an archive. Save the sheet as CSV (UTF-8) and send that."""

    code = "not_a_table"


class HoldsNul(Invalid):
    """The file holds a NUL character, so it is no text. Save it as CSV in UTF-8 and send that."""

    code = "holds_nul"


class LineTooLong(Invalid):
    """A line is longer than 1 MB; one row belongs on each line."""

    code = "line_too_long"


class TooManyLines(Invalid):
    """The file has more than 500,000 lines. Send it in parts."""

    code = "too_many_lines"


class TooManyColumns(Invalid):
    """The file has more than 200 columns. Leave out what Kitroom does not need."""

    code = "too_many_columns"


class ColumnTwice(Invalid):
    """Two columns have one name. Give each a name of its own."""

    code = "column_twice"


class ColumnNameTooLong(Invalid):
    """A column's name is longer than 200 letters. Is the first row the header?"""

    code = "column_name_too_long"


class QuoteBroken(Invalid):
    """A quoted cell does not end as it should. Close it; write a quote inside of it twice."""

    code = "quote_broken"
