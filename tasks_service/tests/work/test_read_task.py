"""`GET /tasks/{id}/`."""

import pytest

from tasks_service.tests.conftest import TASKS


def test_a_task_is_read_with_its_etag(make_task, ben):
    task = make_task()

    response = ben.get(f"{TASKS}{task.id}/")

    assert response.json()["title"] == "Clean the lens"
    assert response["ETag"] == '"1"'


def test_a_reader_who_has_it_already_gets_304(make_task, ben):
    task = make_task()

    assert ben.get(f"{TASKS}{task.id}/", HTTP_IF_NONE_MATCH='"1"').status_code == 304


def test_a_reader_may_choose_fields(make_task, ben):
    task = make_task()

    body = ben.get(f"{TASKS}{task.id}/", {"fields": "title,completed"}).json()

    assert body == {"title": "Clean the lens", "completed": False}


@pytest.mark.parametrize("id", ["018f5f5e-0000-7000-8000-0000000000ff", "17", "x%00y", "%F0%28"])
def test_an_id_that_is_not_there_or_is_none_answers_404(ben, refused, id):
    refused(ben.get(f"{TASKS}{id}/"), 404, "not_found")
