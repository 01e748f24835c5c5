"""The base of every error that a verb raises."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar


class DomainError(Exception):
    """A rule that was broken. The class's docstring is the public explanation.

    `code` is what programs read and `status` the HTTP status; `detail` is a sentence for people.
    `wait` says after how many seconds it is worth another try; `more` is for programs, too.
    """

    code: ClassVar[str] = "conflict"
    status: ClassVar[int] = 409
    wait: int = 0
    more: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, detail: str = "", *, attr: str | None = None) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip()
        self.attr = attr
        super().__init__(self.detail)


class Conflict(DomainError):
    """The request clashes with how things are now."""


class Invalid(DomainError):
    """A value breaks a rule; `attr` names the field."""

    code = "invalid"
    status = 400


class NotFound(DomainError):
    """There is nothing here, or nothing that you may see."""

    code = "not_found"
    status = 404


class Forbidden(DomainError):
    """You may not do this."""

    code = "forbidden"
    status = 403
