"""Logins: who signed in here, and what follows from their roles."""

import uuid

import pytest

from chassis.auth import Caller
from chassis.logins import remembering
from chassis.logins.models import Login
from chassis.testing.sessions import browser_of

ADMIN, NOTES = "/chassis/admin/", "/chassis/admin/notes/note/"


def person(role, *scopes, name="Ana Silva", sub=None):
    return Caller(
        id=str(sub or uuid.uuid4()), name=name, roles=frozenset({role}), scopes=frozenset(scopes)
    )


def remembered(role, *scopes, username="ana", **words):
    return remembering.remember(person(role, *scopes, **words), username=username)


def test_a_login_is_the_same_caller_as_in_tokens():
    sub = uuid.uuid4()

    caller = Login(username="ana", sub=sub, roles=["admin"], scopes=["notes:read"]).caller()

    assert (caller.id, caller.name) == (str(sub), "ana")
    assert caller.may("notes:read")
    assert caller.has_role("admin")


@pytest.mark.parametrize(
    ("role", "is_staff"),
    [("admin", True), ("technician", True), ("member", False), ("viewer", False)],
)
def test_who_runs_the_desk_is_staff_and_nobody_is_superuser(db, role, is_staff):
    login = remembered(role, "notes:read")

    assert (login.is_staff, login.is_superuser, login.is_active) == (is_staff, False, True)
    assert not login.has_usable_password()


def test_the_next_sign_in_takes_away_what_the_last_one_gave(db):
    first = remembered("admin", "notes:read", "chassis:operate")

    again = remembered("member", "notes:read", sub=first.sub)

    assert again.pk == first.pk
    assert (again.is_staff, again.roles, again.scopes) == (False, ["member"], ["notes:read"])
    assert Login.objects.count() == 1


def test_a_row_with_a_password_or_all_rights_loses_them(db):
    old = Login.objects.create_superuser("ana", password="an old password")

    login = remembered("member", sub=old.sub)

    assert not login.is_superuser
    assert not login.has_usable_password()


def test_a_username_that_passed_to_another_person_is_no_way_into_the_first_ones_row(db):
    first = remembered("admin", "chassis:operate")

    second = remembered("member", username="ana")

    first.refresh_from_db()
    assert (first.username, second.username) == (str(first.sub), "ana")
    assert second.pk != first.pk


def test_operators_may_everything_but_type_what_follows_from_sign_ins(db):
    ana = Login.objects.get(pk=remembered("admin", "chassis:operate").pk)

    assert ana.has_perms(["notes.delete_note", "jobs.change_job", "logins.view_login"])
    assert not ana.has_perm("logins.change_login")
    assert not ana.has_perm("auth.add_permission")


def test_other_staff_may_what_is_this_services_own_and_look_at_jobs(db):
    ben = Login.objects.get(pk=remembered("technician", "notes:write").pk)

    assert ben.has_perms(["notes.add_note", "notes.delete_note", "jobs.view_job"])
    assert not ben.has_perm("jobs.change_job")
    assert not ben.has_perm("logins.view_login")


def test_who_is_not_staff_has_no_rights_and_a_page_that_says_so(db):
    cleo = remembered("member", "notes:read", "chassis:operate", name="Cleo Martin")
    browser = browser_of(cleo)

    answer = browser.get(f"{NOTES}?q=tidy")
    page = browser.get(answer["Location"])

    assert not Login.objects.get(pk=cleo.pk).get_all_permissions()
    assert answer.status_code == 302
    assert page.status_code == 403
    words = page.content.decode()
    assert "Cleo Martin" in words
    assert "<li>notes:read</li>" in words
    assert 'action="/chassis/sign-out/"' in words
