"""Conditions of constraints: as short as PostgreSQL can have them, and no less strict."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from chassis.constraints import IsOneOf
from chassis.jobs.models import Job, Status
from chassis.postgres.statements import run

ODD = ["", "a,b", 'say "a"', "\\", "{}", "NULL", "%s", "it's", "ü"]


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_one_of_those_and_no_other(db, text):
    others = [each for each in ODD if each != text]

    assert Q(IsOneOf("name", ODD)).check({"name": text})
    assert not Q(IsOneOf("name", others)).check({"name": text})


def test_a_table_keeps_one_list_and_refuses_others(db):
    [(kept,)] = run(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'job_status_is_known'"
    )
    assert f"= ANY ('{{{','.join(Status.values)}}}'::text[])" in kept

    with pytest.raises(IntegrityError, match="job_status_is_known"), transaction.atomic():
        Job.objects.create(name="a.job", owner="ana", status="odd")
