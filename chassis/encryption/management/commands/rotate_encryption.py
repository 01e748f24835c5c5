"""Change the key that stored values are sealed with, while everything runs."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chassis.encryption import keys, rotating
from chassis.encryption.places import Place
from chassis.errors import DomainError

SAME_KEY, DROP, STATUS = "same-key", "drop", "status"


class Command(BaseCommand):
    """Make a new key and seal everything with it; killed in the middle, begin it again."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        way = parser.add_mutually_exclusive_group()
        for name, what in (
            (SAME_KEY, "make no key: seal with the newest one what others have sealed"),
            (DROP, "forget the old keys; refused while one is in use"),
            (STATUS, "only show what is sealed with which key"),
        ):
            way.add_argument(f"--{name}", dest="way", action="store_const", const=name, help=what)
        parser.add_argument(
            "--reindex", action="store_true", help="after the secret of the blind index changed"
        )

    def handle(self, *args: Any, way: str | None, reindex: bool, **options: Any) -> None:
        """Run the command."""
        try:
            if way == STATUS:
                self._status()
                return
            with rotating.alone():
                if way == DROP:
                    self._drop()
                else:
                    self._rotate(new_key=way is None and not reindex, again=reindex)
        except DomainError as error:
            raise CommandError(error.detail) from error

    def _rotate(self, *, new_key: bool, again: bool) -> None:
        if new_key and rotating.is_under_way():
            self.stdout.write("A change was begun before: it goes on, with the key of then.")
        elif new_key:
            self.stdout.write(f"The new key is {rotating.add_key()}.")
            time.sleep(2 * keys.LOOK_SECONDS)  # until every process has seen it
        left = rotating.seal_anew(self._progress, again=again)
        if sys.stderr.isatty():
            self.stderr.write("")
        for place, count in left.items():
            self.stderr.write(
                f"{count} of {place.label} are left: rows that others held, or a key that is "
                "not there (--status names it)."
            )
        if left:
            raise CommandError("Begin it again.")
        newest, *old = keys.current().keys
        self.stdout.write(f"Everything is sealed with the key {newest.id}.")
        for key in old:
            self.stdout.write(
                f"Nothing here needs {key.id} any more; backups of before do. In a minute: "
                "rotate_encryption --drop"
            )

    def _progress(self, place: Place, total: int, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{place.label}: {done:,} of {total:,} ", ending="")
        elif done >= total:
            self.stdout.write(f"{place.label}: {done:,} of {total:,}")

    def _drop(self) -> None:
        dropped = rotating.drop_keys()
        for name in dropped:
            self.stdout.write(f"The key {name} is dropped. Backups of before cannot be read here.")
        if not dropped:
            self.stdout.write("There is one key, and it is in use.")

    def _status(self) -> None:
        found = keys.current()
        self.stdout.write(f"Keys, newest first: {', '.join(key.id for key in found.keys)}")
        for place, counts in rotating.sealed_with().items():
            for name, count in sorted(counts.items()):
                is_there = found.get(name) or name in {"clear", "nameless"}
                missing = "" if is_there else "  MISSING"
                self.stdout.write(f"  {place.label}: {count:,} {name}{missing}")
