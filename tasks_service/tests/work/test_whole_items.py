"""Checklists that were kept with half an item are made whole."""

from importlib import import_module

import pytest
from django.db import connection

from tasks_service.planning.models import Schedule

HALF = [{"text": "Dry"}, {}, {"text": "Wet", "is_done": True}]
WHOLE = [
    {"text": "Dry", "is_done": False},
    {"text": "-", "is_done": False},
    {"text": "Wet", "is_done": True},
]


@pytest.fixture
def rows(make_task, noon):
    words = {"title": "Dust", "rule": "FREQ=DAILY", "starts_at": noon}
    return {
        "work.migrations.0005_whole_items": [
            make_task(checklist=HALF), make_task(checklist=WHOLE), make_task()
        ],
        "planning.migrations.0004_whole_items": [
            Schedule.objects.create(**words, checklist=kept) for kept in (HALF, WHOLE, [])
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["work.migrations.0005_whole_items", "planning.migrations.0004_whole_items"]
)
def test_what_an_item_lacks_it_gets_and_others_stay_as_they_are(rows, name):
    with connection.cursor() as cursor:
        cursor.execute(import_module(f"tasks_service.{name}").WHOLE)

    for row in rows[name]:
        row.refresh_from_db()
    assert [row.checklist for row in rows[name]] == [WHOLE, WHOLE, []]
    assert [row.version for row in rows[name]] == [2, 1, 1]
