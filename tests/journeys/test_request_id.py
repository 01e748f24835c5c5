"""One request id tells the whole story: answer, log, history."""

import json

from tests.faults.databases import rows
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


def test_a_trace_leads_from_the_gateway_by_a_job_and_its_event_to_another_service(system, ana):
    id = "journey-of-an-import"
    row = b"tag,manufacturer,model\nTRACED-1,Lenovo,Traced"
    way = {
        ("gateway", "gateway", "POST /catalog/api/v1/imports/ → 202"),
        ("catalog", "request", "POST /catalog/api/v1/imports/ → 202"),
        ("catalog", "job", "job imports.run succeeded"),
        ("catalog", "event", "relayed catalog.asset_changed.v1"),
        ("tasks", "inbox", "applied catalog.asset_changed.v1 by work.on_asset_changed"),
    }

    ana.call(
        "POST",
        "/catalog/api/v1/imports/",
        data={"kind": "assets"},
        files={"file": ("assets.csv", row, "text/csv")},
        headers={"X-Request-ID": id},
    )
    until(lambda: rows(system, "tasks", "SELECT 1 FROM work_asset WHERE tag = 'TRACED-1'"))

    def steps():
        said = system.manage("trace", id, "--json", check=False).stdout
        found = json.loads(said)["steps"]
        return {(step["where"].partition("-")[0], step["kind"], step["text"]) for step in found}

    until(lambda: way <= steps(), seconds=120)  # each look starts Django in three services
