"""Why a file cannot be imported."""

from chassis.errors import DomainError, Invalid


class FileTooLarge(DomainError):
    """The file is larger than 50 MB."""

    code = "payload_too_large"
    status = 413


class FileEmpty(Invalid):
    """The file holds no line."""

    code = "file_empty"


class NotText(Invalid):
    """The file is not UTF-8 text."""

    code = "not_utf8"


class HoldsNul(Invalid):
    """The file holds a NUL character, so it is no text."""

    code = "holds_nul"


class LineTooLong(Invalid):
    """A line is longer than 1 MB; one object belongs on each line."""

    code = "line_too_long"


class TooManyLines(Invalid):
    """The file has more than 500,000 lines. Send it in parts."""

    code = "too_many_lines"


class NotJSONLines(Invalid):
    """The first line is no JSON object. Write one object on each line, and no list around them."""

    code = "not_json_lines"


class FileGone(DomainError):
    """The file of this import is not there any more. Send it again."""

    code = "file_gone"
    status = 410
