"""`hand_over_schedules` and its way back: what came round for somebody comes round for another."""

from uuid import UUID

from chassis.history.entries import entries
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.planning import actions

BEN, CLEO = UUID(DEMO_SUBS["ben"]), UUID(DEMO_SUBS["cleo"])


def test_what_comes_round_for_who_leaves_comes_round_for_another(plan_work, know, by_ben, noon):
    know.person(BEN, name="Ben", is_active=True)
    schedule, other = plan_work(assignee=CLEO), plan_work()

    words = {"person": CLEO, "by": by_ben, "at": noon}
    assert actions.hand_over_schedules(to=BEN, **words) == [schedule.pk]
    assert actions.hand_over_schedules(to=BEN, **words) == []

    schedule.refresh_from_db()
    assert (schedule.assignee, schedule.next_at is None, other.assignee) == (BEN, False, None)
    assert entries(schedule)[0]["changes"] == {"assignee": [str(CLEO), str(BEN)]}

    back = {"ids": [schedule.pk, other.pk], "now_of": BEN, **words}
    assert actions.give_back_schedules(**back) == [schedule.pk]
