"""Jobs with a real Celery worker and a real background process."""

import pytest

from chassis.jobs.models import Job
from chassis.tests.conftest import NOTES

JOBS = "/chassis/api/v1/jobs/"
pytestmark = pytest.mark.xdist_group("worker")


def test_a_real_worker_does_the_jobs_one_after_the_other(worker, wait_for, ana):
    def start(end):
        return f"{JOBS}{ana.post(f'{NOTES}count/', {'end': end}).json()['id']}/"

    def ended(place):
        return wait_for(lambda: (job := ana.get(place).json())["finished_at"] and job)

    endless, well, named, broken = (start(end) for end in ("never", "well", "named", "broken"))
    wait_for(lambda: ana.get(endless).json()["progress"] == {"done": 1, "total": 2})
    assert ana.get(endless).json()["status"] == "running"
    ana.post(f"{endless}cancel/")

    assert ended(endless)["status"] == "cancelled"
    assert ended(well)["result"] == {"notes": 0}
    assert ended(well)["progress"] == {"done": 2, "total": 2}
    assert ended(named)["error"]["detail"] == "There are too many notes."
    assert ended(broken)["error"]["code"] == "internal_error"
    assert "secret" not in str(ended(broken))
    assert Job.objects.filter(rung_at=None).count() == 0
