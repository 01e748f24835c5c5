"""`python -m django dead_letters`: look at them, replay them, discard them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chassis.auth import Caller
from chassis.events import actions, selectors
from chassis.events.models import DeadLetter, LetterStatus
from chassis.events.since import since

OPERATOR = Caller(id="command-line", kind="service")


class Command(BaseCommand):
    """List parked letters, or decide about them."""

    requires_system_checks = ()
    help = "List the parked events of this service; --replay or --discard them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which, and what to do."""
        parser.add_argument("--type", default="", help="only of this type")
        parser.add_argument("--consumer", default="", help="only of this handler")
        parser.add_argument("--since", type=since, help="10m, 2h, 7d or a time")
        verbs = parser.add_mutually_exclusive_group()
        verbs.add_argument("--replay", action="store_true", help="try them again")
        verbs.add_argument("--discard", metavar="REASON", default="", help="never apply them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        words = {name: options[name] for name in ("type", "consumer", "since")}
        letters = selectors.letters(**words).filter(status=LetterStatus.PARKED)
        if options["replay"]:
            count = actions.replay_all(letters=letters, by=OPERATOR, at=timezone.now())
            self.stdout.write(f"{count} are tried again.")
        elif options["discard"]:
            self.stdout.write(f"{_discard(letters, options['discard'])} are discarded.")
        else:
            self._list(letters)

    def _list(self, letters: "QuerySet[DeadLetter]") -> None:
        for letter in letters.order_by("created_at"):
            who = letter.consumer or "nobody"
            self.stdout.write(f"{letter.id}  {letter}  for {who}  {letter.reason}: {letter.error}")
        self.stdout.write(f"{letters.count()} are parked.")


def _discard(letters: "QuerySet[DeadLetter]", reason: str) -> int:
    with transaction.atomic():
        rows = list(letters)
        for letter in rows:
            actions.discard(letter=letter, reason=reason, by=OPERATOR, at=timezone.now())
    return len(rows)
