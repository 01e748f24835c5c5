"""The session of the classic tutorials, with their very bodies, against the gateway."""

import pytest


def test_a_task_is_made_read_completed_and_deleted(ana):
    assert ana.get("/tasks/api/v1/tasks/").status_code == 200

    made = ana.post("/tasks/api/v1/tasks/", {"title": "Learn Flask"})
    assert made.status_code == 201
    place = made.headers["Location"]
    assert ana.get(place).json()["completed"] is False

    done = ana.put(place, {"completed": True})
    assert done.status_code == 200
    assert (done.json()["title"], done.json()["status"]) == ("Learn Flask", "done")

    assert ana.delete(place).status_code == 204
    assert ana.get(place).status_code == 404


@pytest.mark.parametrize(
    ("collection", "body"),
    [("products", {"title": "Lenovo", "model": "S3"}), ("ports", {"name": "USB-C"})],
)
def test_a_product_and_a_port_are_made_listed_and_deleted(ana, collection, body):
    made = ana.post(f"/catalog/api/v1/{collection}/", body)
    assert made.status_code == 201, made.text

    newest = ana.get(f"/catalog/api/v1/{collection}/?ordering=-created_at").json()["results"][0]
    assert newest["id"] == made.json()["id"]

    assert ana.delete(made.headers["Location"]).status_code == 204
    assert ana.get(made.headers["Location"]).status_code == 404


def test_addresses_without_the_last_slash_serve_the_same(ana):
    made = ana.post("/tasks/api/v1/tasks", {"title": "Learn Flask"})

    assert made.status_code == 201
    assert ana.put(made.headers["Location"].rstrip("/"), {"completed": True}).status_code == 200
    assert ana.delete(made.headers["Location"].rstrip("/")).status_code == 204
