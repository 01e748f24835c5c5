"""`GET /tasks/{id}/history/`."""

from tasks_service.tests.conftest import TASKS


def test_every_change_tells_what_who_and_in_which_request(ben):
    address = ben.post(TASKS, {"title": "Clean the lens"})["Location"]
    changed = ben.patch(address, {"completed": True}, HTTP_X_REQUEST_ID="tick-it-off")

    entries = ben.get(f"{address}history/").json()

    assert [entry["action"] for entry in entries] == ["update", "insert"]
    assert entries[0]["changes"] == {"status": ["open", "done"], "completed": [False, True]}
    assert (entries[0]["actor"], entries[0]["request_id"]) == (ben.caller_id, "tick-it-off")
    assert changed.status_code == 200
