"""One request id tells the whole story: answer, log, history."""

from tests.running import until

ID = "journey-of-one-request"


def test_a_request_id_is_in_the_answer_the_log_and_the_history(system, ana):
    made = ana.post("/tasks/api/v1/tasks/", {"title": "Trace me"}, headers={"X-Request-ID": ID})

    assert made.headers["X-Request-ID"] == ID
    entry = ana.get(f"{made.headers['Location']}history/").json()[0]
    assert (entry["request_id"], entry["action"]) == (ID, "insert")
    until(
        lambda: (
            ID
            in system.manage("logs", "tasks-web-1").stdout
            + system.manage("logs", "tasks-web-2").stdout
        )
    )
    until(lambda: ID in system.manage("logs", "gateway").stdout)


def test_a_hostile_request_id_is_replaced(ana):
    answer = ana.get("/tasks/api/v1/tasks/", headers={"X-Request-ID": 'x{}"<script>'})

    assert answer.headers["X-Request-ID"] != 'x{}"<script>'
    assert len(answer.headers["X-Request-ID"]) >= 8
