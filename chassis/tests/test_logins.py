"""Logins: who may open the admin, with what the last sign-in granted."""

import uuid

from chassis.logins.demo import DEMO_SUBS, seed_logins
from chassis.logins.models import Login

GRANTED = {"ana": ("admin", ["notes:read", "notes:write"]), "cleo": ("member", ["notes:read"])}


def test_a_login_is_the_same_caller_as_in_tokens():
    sub = uuid.uuid4()

    caller = Login(username="ana", sub=sub, roles=["admin"], scopes=["notes:read"]).caller()

    assert (caller.id, caller.name) == (str(sub), "ana")
    assert caller.may("notes:read")
    assert caller.has_role("admin")


def test_the_demo_people_can_sign_in_and_only_admins_may_everything(db, monkeypatch):
    monkeypatch.setenv("KITROOM_DEMO_PASSWORD", "demo-demo-demo")

    seed_logins(GRANTED)
    seed_logins(GRANTED)

    ana, cleo = Login.objects.order_by("username")
    assert str(ana.sub) == DEMO_SUBS["ana"]
    assert ana.check_password("demo-demo-demo")
    assert (ana.is_superuser, cleo.is_superuser) == (True, False)
