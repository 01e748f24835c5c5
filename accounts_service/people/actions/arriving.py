"""Invite everybody on a list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts_service.access.models import Role
from accounts_service.people.actions import letters, lists, people
from accounts_service.people.errors import EmailTaken, UsernameTaken
from accounts_service.people.models import User
from chassis.auth import Caller
from chassis.encryption.blind import normalised

MOST_PEOPLE = 500  # a request waits for them
INVITED, ADDED, HERE, REFUSED = "invited", "added", "already_here", "refused"
OUTCOMES = (INVITED, ADDED, HERE, REFUSED)


@dataclass(frozen=True)
class Reason:
    """Why a row was refused."""

    attr: str
    code: str
    detail: str


@dataclass
class Arrival:
    """A row of the list, and what came of it."""

    line: lists.Line
    username: str
    email: str
    details: dict[str, Any]
    outcome: str = ""
    issues: list[Reason] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The line that the row begins on."""
        return self.line.number


@dataclass(frozen=True)
class Arrivals:
    """What came of a list."""

    found: lists.Found
    rows: list[Arrival]
    dry_run: bool
    mail: str

    @property
    def counts(self) -> dict[str, int]:
        """How many rows came out how."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in OUTCOMES}


@transaction.atomic
def invite_people(
    *,
    file: Any,
    by: Caller,
    role: str = Role.VIEWER,
    invite: bool = True,
    admins: bool = False,
    dry_run: bool = False,
    most: int = MOST_PEOPLE,
) -> Arrivals:
    """Add who is new on a list and send each an invitation; who is here is left as they are.

    Rows with a mistake are left out and told. A row makes an admin only where `admins` says so. Who
    is not activated in the file, or has no address, is added without an invitation. A `dry_run`
    tells the same and changes nothing. Said again, it finds everybody here already.
    """
    found, lines = lists.read(file, most=most)
    with connection.cursor() as cursor:  # two lists at once: the second waits, and finds the first
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('people.lists', 0))")
    rows = [_arrival(line, role=role, admins=admins) for line in lines]
    _refuse_twice(rows, "username", (row.username for row in rows))
    _refuse_twice(rows, "email", (normalised(row.email) for row in rows))
    _find_who_is_here(rows)
    for row in rows:
        if not row.outcome:
            wanted = invite and row.line.is_activated and bool(row.email)
            row.outcome = INVITED if wanted else ADDED
            if not dry_run:
                _add(row, by=by, invite=wanted)
    return Arrivals(found, rows, dry_run, letters.where())


def _arrival(line: lists.Line, *, role: str, admins: bool) -> Arrival:
    email = line.cells.get("email", "")
    wanted = line.cells.get("role", "").lower() or role
    details = {"name": line.name, "phone": line.cells.get("phone", ""), "role": wanted}
    row = Arrival(line, line.username, email, details)
    if line.too_wide:
        _refuse(row, "", "too_many_cells", "The row has more cells than the header.")
    if wanted == Role.ADMIN != role and not admins:
        _refuse(row, "role", "admin_not_asked_for", "Say so if the list may make admins.")
    person = User(username=row.username, email=email, **details)
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        for attr, reasons in error.error_dict.items():
            for reason in reasons:
                _refuse(row, attr, str(reason.code), " ".join(reason.messages))
    return row


def _refuse(row: Arrival, attr: str, code: str, detail: str) -> None:
    row.outcome = REFUSED
    row.issues.append(Reason(attr, code, detail))


def _refuse_twice(rows: list[Arrival], attr: str, values: Iterable[str]) -> None:
    """Nobody but the sender knows which of two rows about one person is right."""
    pairs = [(value, row) for value, row in zip(values, rows, strict=True) if value]
    counted = Counter(value for value, _ in pairs)
    for value, row in pairs:
        if counted[value] > 1:
            others = [str(other.number) for each, other in pairs if each == value and other != row]
            _refuse(row, attr, "twice", f"Line {others[0]} says the same.")


def _find_who_is_here(rows: list[Arrival]) -> None:
    emails = [row.email for row in rows if row.email]
    known = User.objects.filter(email__in=emails).values_list("email", flat=True)
    here = {normalised(email) for email in known}
    named = User.objects.filter(username__in=[row.username for row in rows])
    names = set(named.values_list("username", flat=True))
    for row in rows:
        if row.outcome:
            continue
        is_named = row.username in names
        if normalised(row.email) in here or (is_named and row.line.cells.get("username")):
            row.outcome = HERE
        elif is_named:
            taken = f"Somebody else is called {row.username}. Give the list a column of usernames."
            _refuse(row, "username", "username_taken", taken)


def _add(row: Arrival, *, by: Caller, invite: bool) -> None:
    try:
        people.create_person(
            by=by, username=row.username, email=row.email, invite=invite, **row.details
        )
    except (UsernameTaken, EmailTaken):  # somebody added them in this moment
        row.outcome = HERE
