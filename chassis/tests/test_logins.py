"""Logins: who may open the admin, with what the last sign-in granted."""

import uuid

from chassis.logins.demo import DEMO_SUBS, DemoLogin, seed_logins
from chassis.logins.models import Login

PEOPLE = (
    DemoLogin(username="ana", role="admin", scopes=["notes:read"], is_superuser=True),
    DemoLogin(username="ben", role="technician", scopes=["notes:read"], is_staff=True),
    DemoLogin(username="cleo", role="member", scopes=["notes:read"]),
)


def test_a_login_is_the_same_caller_as_in_tokens():
    sub = uuid.uuid4()

    caller = Login(username="ana", sub=sub, roles=["admin"], scopes=["notes:read"]).caller()

    assert (caller.id, caller.name) == (str(sub), "ana")
    assert caller.may("notes:read")
    assert caller.has_role("admin")


def test_the_demo_people_can_sign_in_and_only_admins_may_everything(db, monkeypatch):
    monkeypatch.setenv("KITROOM_DEMO_PASSWORD", "demo-demo-demo")

    seed_logins(PEOPLE)
    seed_logins(PEOPLE)

    ana, ben, cleo = Login.objects.order_by("username")
    assert str(ana.sub) == DEMO_SUBS["ana"]
    assert ana.check_password("demo-demo-demo")
    assert [login.is_superuser for login in (ana, ben, cleo)] == [True, False, False]
    assert [login.is_staff for login in (ana, ben, cleo)] == [True, True, False]
    assert ben.has_perms(["notes.add_note", "notes.delete_note", "jobs.view_job"])
    assert not ben.has_perm("logins.change_login")
