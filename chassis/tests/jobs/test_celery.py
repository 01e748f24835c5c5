"""The Celery app of a service."""

from celery import signals

from chassis.jobs import worker
from chassis.jobs.models import Job, Status
from chassis.tests.project.celery import app


def test_it_has_one_task_and_takes_nothing_but_json(settings):
    own = [name for name in app.tasks if not name.startswith("celery.")]

    assert own == [worker.RUN]
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_default_queue == "chassis.default"
    assert app.conf.broker_url == settings.CELERY_BROKER_URL


def test_every_wait_for_redis_ends():
    options = app.conf.broker_transport_options

    assert options["socket_timeout"]
    assert options["socket_connect_timeout"]
    assert app.conf.task_time_limit


def test_its_task_does_the_job_that_it_is_told(db):
    Job.objects.create(name="notes.count", owner="ana")

    app.tasks[worker.RUN]()

    assert Job.objects.get().status == Status.SUCCEEDED


def test_its_logs_stay_ours():
    assert worker._keep_our_logs() is None


def test_a_child_leaves_alone_what_its_parent_has_loaded(monkeypatch):
    frozen = []
    monkeypatch.setattr("chassis.jobs.worker.gc.freeze", lambda: frozen.append(True))

    signals.worker_before_create_process.send(sender=None)

    assert frozen == [True]


class Timer:
    def call_repeatedly(self, seconds, call):
        self.entry = (seconds, call)
        return self

    def cancel(self):
        self.entry = None


class Parent:
    timer = Timer()


def test_a_worker_beats_as_long_as_it_consumes(monkeypatch, tmp_path):
    monkeypatch.setenv("KITROOM_HEARTBEAT_FILE", str(tmp_path / "beat"))
    step = worker.Heartbeat(Parent())

    step.stop(Parent())
    step.start(Parent())

    assert (tmp_path / "beat").exists()
    seconds, _ = Parent.timer.entry
    assert seconds == 5
    step.stop(Parent())
    assert Parent.timer.entry is None
