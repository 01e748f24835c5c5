"""Make a believable list of work, of what comes round, and who could be told of it."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.timezone import now

from tasks_service.planning.management.demo_planning import seed_schedules
from tasks_service.work.management.demo_work import seed_tasks
from tasks_service.work.models import Task


class Command(BaseCommand):
    """Make demo data, once."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        if Task.objects.exists():
            self.stdout.write("There are tasks already.")
            return
        tasks, schedules = seed_tasks(at=now()), seed_schedules(at=now())
        self.stdout.write(f"Made {tasks} tasks, and {schedules} schedules.")
        call_command("seed_webhooks", stdout=self.stdout)
