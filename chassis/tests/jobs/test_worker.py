"""Jobs with a real Celery worker and a real background process."""

import base64
import json
import pickle
from pathlib import Path

import pytest
from redis import Redis

from chassis.jobs.models import Job, Status
from chassis.testing.worker import redis_url
from chassis.tests.conftest import NOTES
from chassis.tests.jobs.conftest import JOBS, lost

pytestmark = pytest.mark.xdist_group("worker")


@pytest.fixture
def start(ana):
    """Return a function that enqueues a job as somebody does, and returns its address."""

    def post(end):
        return f"{JOBS}{ana.post(f'{NOTES}count/', {'end': end}).json()['id']}/"

    return post


def test_a_real_worker_does_the_jobs_one_after_the_other(worker, wait_for, ana, start):
    def ended(place):
        return wait_for(lambda: (job := ana.get(place).json())["finished_at"] and job)

    taken_back = lost()
    endless, well, named, broken = (start(end) for end in ("never", "well", "named", "broken"))
    wait_for(lambda: ana.get(endless).json()["progress"] == {"done": 1, "total": 2})
    assert ana.get(endless).json()["status"] == "running"
    ana.post(f"{endless}cancel/")

    assert ended(endless)["status"] == "cancelled"
    assert ended(well)["result"] == {"notes": 0}
    assert ended(well)["progress"] == {"done": 2, "total": 2}
    assert ended(named)["error"]["detail"] == "There are too many notes."
    again = wait_for(lambda: (job := ana.get(broken).json())["error"] and job)
    assert (again["status"], again["error"]["code"]) == ("queued", "internal_error")
    assert "secret" not in str(again)
    assert ended(f"{JOBS}{taken_back.id}/")["tries"] == 2


class Touch:
    """Makes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (Path.touch, (self.path,))


def forged(task, content_type, body):
    """Return a message that no bell of ours has sent."""
    way = {"exchange": "", "routing_key": "chassis.default"}
    words = {"delivery_tag": task, "delivery_info": way, "body_encoding": "base64"}
    return json.dumps(
        {
            "headers": {"task": task, "id": task},
            "content-type": content_type,
            "content-encoding": "binary",
            "body": base64.b64encode(body).decode(),
            "properties": words,
        }
    )


def test_forged_messages_do_nothing_and_stop_nobody(worker, wait_for, start, worker_id, tmp_path):
    pickled = forged(
        "chassis.run_job",
        "application/x-python-serialize",
        pickle.dumps(Touch(tmp_path / "p0wned")),
    )
    unknown = forged("os.system", "application/json", b'[["touch p0wned"], {}, {}]')
    with Redis.from_url(redis_url(int(worker_id.strip("gwmaster") or 0))) as redis:
        redis.lpush("chassis.default", pickled, unknown)

    start("well")

    wait_for(lambda: Job.objects.filter(status=Status.SUCCEEDED).exists())
    assert not (tmp_path / "p0wned").exists()


def test_a_worker_that_is_told_to_stop_gives_its_job_back_at_once(worker, wait_for, start):
    start("never")
    wait_for(lambda: Job.objects.filter(status=Status.RUNNING, done=1).exists())

    worker.terminate()

    # The sweeper would have counted the try, and come after 15 s only.
    wait_for(lambda: Job.objects.filter(status=Status.QUEUED, tries=0).exists(), seconds=10)
    assert worker.wait(10) == 0
