"""`seed_demo`."""

from django.core.management import call_command
from django.utils.timezone import now

from chassis.ids import named
from chassis.jobs.models import Job
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.hooks.models import Delivery, Webhook
from tasks_service.work.models import Status, Task


def test_the_demo_has_work_for_everyone_some_late_some_done(db):
    call_command("seed_demo")

    assert Task.objects.filter(schedule_id=None).count() == 12
    assert Task.objects.exclude(schedule_id=None).filter(labels=["audio"]).exists()
    assert not Job.objects.exists()  # nobody is mailed about what never was
    assert Task.objects.overdue(at=now()).count() >= 3
    assert Task.objects.filter(status=Status.DONE).exists()
    assert {str(task.assignee) for task in Task.objects.exclude(assignee=None)} == set(
        DEMO_SUBS.values()
    )


def test_the_demo_s_webhook_sends_nothing(db):
    call_command("seed_demo")

    assert [each.is_active for each in Webhook.objects.all()] == [False]
    assert not Delivery.objects.exists()


def test_a_thing_of_the_demo_waits_for_its_maintenance(db):
    call_command("seed_demo")

    blocking = Task.objects.filter(blocks_gear=True, asset_id=named("TL-0103"))
    assert blocking.overdue(at=now()).count() == 1


def test_a_second_run_makes_nothing_twice(db, capsys):
    call_command("seed_demo")
    made = Task.objects.count()
    call_command("seed_demo")

    assert Task.objects.count() == made
    assert "already" in capsys.readouterr().out
