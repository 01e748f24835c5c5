"""From the database's no to a named error."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from chassis.errors.domain import DomainError


@contextmanager
def clashes(**named: DomainError) -> Iterator[None]:
    """Write in a savepoint; where a constraint says no, raise the error that bears its name."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if (constraint := broken_constraint(error)) in named:
            raise named[constraint] from error
        raise


def broken_constraint(error: IntegrityError) -> str:
    """Return the constraint that said no, or an empty string: Django's own refusals have none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
