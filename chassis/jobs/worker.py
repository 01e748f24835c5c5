"""The Celery app of a service: one task, which means that a job waits."""

import gc
from typing import Any

from celery import Celery, bootsteps
from celery.signals import setup_logging, worker_before_create_process, worker_shutting_down
from django.conf import settings

from chassis.observability import heartbeat

RUN = "chassis.run_job"


class Heartbeat(bootsteps.StartStopStep):
    """Touch the heartbeat file from the consumer: a worker that stopped consuming goes stale."""

    requires = ("celery.worker.components:Timer",)

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        self.entry: Any = None

    def start(self, parent: Any) -> None:
        """Begin to beat."""
        heartbeat.beat()
        self.entry = parent.timer.call_repeatedly(heartbeat.INTERVAL_SECONDS, heartbeat.beat)

    def stop(self, parent: Any) -> None:
        """Stop beating."""
        if self.entry:
            self.entry.cancel()


def celery_app(package: str) -> Celery:
    """Return the Celery app of a service; its queue is `<service>.default`."""
    app = Celery(package, set_as_current=True)
    app.conf.update(_configuration)
    app.conf.update(broker_url=settings.CELERY_BROKER_URL, task_default_queue=queue())
    app.steps["worker"].add(Heartbeat)
    app.task(name=RUN)(run_job)
    return app


def queue() -> str:
    """Return the name of this service's queue."""
    return f"{settings.SERVICE}.default"


def run_job(*_: object) -> None:
    """Do the job that is next; whatever a message says, it means nothing more."""
    from chassis.jobs import running

    running.run_next()


@setup_logging.connect
def _keep_our_logs(**kwargs: Any) -> None:
    """Celery would put its own handlers in the place of ours."""


@worker_before_create_process.connect
def _share_what_is_loaded(**kwargs: Any) -> None:
    """A child that looks through its parent's objects for garbage makes a copy of each page."""
    gc.collect()
    gc.freeze()


@worker_shutting_down.connect
def _stop_in_time(**kwargs: Any) -> None:
    """Give back the job at hand as soon as the worker is told to stop."""
    from chassis.jobs import stopping

    stopping.stop_in_time()


_configuration: dict[str, Any] = {
    # The row recovers everything, so a message is acknowledged when it arrives.
    "task_acks_late": False,
    "task_ignore_result": True,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_time_limit": 3600,
    "task_soft_time_limit": 3540,
    "worker_pool": "prefork",
    "worker_prefetch_multiplier": 1,
    "worker_max_tasks_per_child": 500,
    "worker_hijack_root_logger": False,
    "worker_send_task_events": False,
    "worker_enable_remote_control": False,
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {
        "socket_timeout": 10,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "health_check_interval": 10,
    },
}
