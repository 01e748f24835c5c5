"""Compare what this service knows of another's rows with what is true there."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chassis.errors import DomainError
from chassis.projections.models import Projection
from chassis.projections.reconciling import Report, reconcile
from chassis.projections.registry import NOTHING, chosen


class Command(BaseCommand):
    """Show the differences, and put them right with --repair. Ends with 1 if any are left."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the words of the command."""
        parser.add_argument("feed", nargs="?", default="", help="one projection; all if left out")
        parser.add_argument("--repair", action="store_true", help="make it as it is at its source")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, feed: str, repair: bool, **options: Any) -> None:
        """Run the command."""
        try:
            models = chosen(feed)
            if not models:
                self.stderr.write(NOTHING)
            reports = [self._reconcile(model, repair=repair) for model in models]
        except DomainError as error:
            raise CommandError(error.detail) from error
        if options["json"]:
            self.stdout.write(json.dumps([report.told() for report in reports], indent=2))
        else:
            self.stdout.write("\n".join(line for report in reports for line in lines(report)))
        if not all(report.is_clean for report in reports):
            sys.exit(1)

    def _reconcile(self, model: type[Projection], *, repair: bool) -> Report:
        if self.stderr.isatty():
            self.stderr.write(f"comparing {model.feed} with {model.source} …")
        return reconcile(model, repair=repair)


def lines(report: Report) -> list[str]:
    """Return a report as people read it."""
    found = ", ".join(f"{count} {kind}" for kind, count in report.found.items()) or "no difference"
    head = f"{report.feed} of {report.source}: {report.compared} compared, {found}"
    repaired = f", {report.repaired} repaired" if report.repaired else ""
    return [
        f"{head}{repaired}",
        *(
            f"  {each['kind']:<9} {each['id']}  here {each['here'] or '-'}  there "
            f"{each['there'] or '-'}"
            for each in report.examples
        ),
    ]
