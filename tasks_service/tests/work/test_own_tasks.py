"""What a member's list of tasks is read from."""

from chassis.testing.plans import plan
from tasks_service.tests.conftest import TASKS


def test_a_page_of_ones_own_is_two_branches_and_sorts_nothing(make_task, cleo):
    for number in range(3):
        make_task(title=f"{number}", created_by=cleo.caller_id)

    first, following = plan(cleo, f"{TASKS}?limit=1")
    second, _ = plan(cleo, following)

    for read in (first, second):
        assert "Merge Append" in read, read
        assert "->  Sort" not in read, read
