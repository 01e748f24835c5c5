"""An instance that is killed under load costs no request that may be repeated."""

import threading
import uuid

from tests.running import kill, until

NAME, SECONDS = "tasks-web-1", 1
READERS, WRITERS = 3, 3


def test_no_read_and_no_keyed_write_fails_and_nothing_is_made_twice(system, ana):
    stop = threading.Event()
    answers, wrong, titles = [], [], []
    token = ana.session.headers["Authorization"]

    def read():
        with system.api(None) as api:
            while not stop.is_set():
                note(api.get("/tasks/api/v1/tasks/?limit=5", headers={"Authorization": token}))

    def write():
        with system.api(None) as api:
            while not stop.is_set():
                title = f"under load {uuid.uuid4()}"
                headers = {"Authorization": token, "Idempotency-Key": title}
                answer = api.post("/tasks/api/v1/tasks/", {"title": title}, headers=headers)
                note(answer)
                titles.append(title)

    def note(answer):
        answers.append(answer.status_code)
        if answer.status_code not in (200, 201):
            wrong.append(answer.text)

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    threads += [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    stop.wait(SECONDS)
    before = system.status()[NAME]["pid"]
    kill(before)
    until(lambda: is_back(system, NAME, before))
    stop.wait(SECONDS)
    stop.set()
    for thread in threads:
        thread.join()

    assert not wrong, wrong[:3]
    assert len(answers) > 30
    made = ana.get("/tasks/api/v1/tasks/?search=under%20load&count=true&limit=1").json()["count"]
    assert made == len(titles)


def is_back(system, name, old_pid):
    row = system.status()[name]
    return row["pid"] not in (None, old_pid) and row["health"] == "ok"
