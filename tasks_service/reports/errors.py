"""The rules of reports, as errors."""

from chassis.errors import Invalid


class EndsBeforeItBegins(Invalid):
    """A report ends after it begins."""

    code = "ends_before_it_begins"


class TooLong(Invalid):
    """A report is about five years at most."""

    code = "too_long"
