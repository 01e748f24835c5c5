"""A frozen catalog costs tasks nothing: what a task is about is shown as it was last heard of."""

import os
import signal
from contextlib import contextmanager

from stack.processes import identity
from tests.running import until

ASSETS = "/catalog/api/v1/assets/"
TASKS = "/tasks/api/v1/tasks/"


@contextmanager
def frozen(system, *names):
    """Stop processes where they are, without their noticing."""
    status = system.status()
    pids = [pid for name in names for pid in identity.members(status[name]["pid"])]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def test_what_a_task_is_about_is_shown_also_while_the_catalog_is_frozen(system, ana):
    asset = ana.get(f"{ASSETS}?limit=1").json()["results"][0]
    task = ana.post(TASKS, {"title": "Clean the lens", "asset_id": asset["id"]})
    place = f"{task.headers['Location']}asset/"
    until(lambda: ana.get(task.headers["Location"]).json()["asset_details"])

    now = until(lambda: not (row := ana.get(place).json())["is_stale"] and row)
    with frozen(system, "catalog-web-1", "catalog-web-2"):
        frozen_answers = [ana.get(place) for _ in range(3)]

    assert (now["tag"], now["status"]) == (asset["tag"], asset["status"])
    for answer in frozen_answers:
        last = answer.json()
        assert (answer.status_code, last["tag"]) == (200, asset["tag"])
        assert (last["title"], last["status"], last["is_stale"]) == (now["title"], None, True)
        assert last["as_of"]
    until(lambda: not ana.get(place).json()["is_stale"])
