"""The session of the classic to-do tutorials, with its very bodies."""

from tasks_service.tests.conftest import TASKS


def test_the_classic_session_works(ben):
    assert ben.get(TASKS).json()["results"] == []

    made = ben.post(TASKS, {"title": "Learn Flask"})
    assert made.status_code == 201
    address = f"{TASKS}{made.json()['id']}/"
    assert made["Location"] == address

    assert ben.get(address).json()["completed"] is False

    changed = ben.put(address, {"completed": True})
    assert changed.status_code == 200
    assert changed.json()["completed"] is True
    assert changed.json()["title"] == "Learn Flask"

    assert ben.delete(address).status_code == 204
    assert ben.get(address).status_code == 404


def test_the_classic_session_works_without_trailing_slashes(ben):
    made = ben.post(TASKS.rstrip("/"), {"title": "Learn Flask"})

    answer = ben.put(f"{TASKS}{made.json()['id']}", {"completed": True})

    assert answer.status_code == 200
