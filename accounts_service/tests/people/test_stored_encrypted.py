"""E-mail addresses and phone numbers: encrypted wherever the database holds them."""

import base64
import io
import zlib

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client as Browser

from accounts_service.people import actions
from accounts_service.people.errors import EmailTaken
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK, PASSWORD
from accounts_service.tests.people.mails import link_in, send_all
from chassis.history.entries import entries

PEOPLE = "/accounts/api/v1/people/"
ADMIN = "/accounts/admin/people/user/"
SAID = {"username": "dora", "email": "Dora.Planted@example.org", "phone": "+44 895 137 2034"}
pytestmark = pytest.mark.django_db


def dump():
    """Every row of every table, as a dump writes it; sessions also as they are read."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            rows = io.StringIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', rows)
            found.append(rows.getvalue())
        cursor.execute("SELECT session_data FROM django_session")
        for (data,) in cursor.fetchall():
            found.append(_decoded(data.lstrip(".").partition(":")[0], packed=data[0] == "."))
    return "\n".join(found).lower()


def _decoded(text, *, packed):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return (zlib.decompress(data) if packed else data).decode()


def test_nothing_is_in_clear_wherever_an_address_went(admin_api, client, mailoutbox, staff):
    made = admin_api.post(PEOPLE, SAID, headers={"Idempotency-Key": "a key"}).json()
    send_all()
    link = link_in(mailoutbox[0])
    admin_api.patch(f"{PEOPLE}{made['id']}/", {"email": "second.planted@example.org"})
    admin_api.get(PEOPLE, {"email": "second.planted@example.org"})
    staff.get(ADMIN, {"q": "second.planted@example.org"})
    staff.post(f"{ADMIN}{made['id']}/change/", {**SAID, "role": "member", "phone": "895-137-2034"})
    client.get(link)
    client.post("/accounts/password/forgotten/", {"whom": "dora.planted@example.org"})
    client.post("/accounts/login/", {"username": "dora.planted@example.org", "password": "x"})
    dora = User.objects.get(id=made["id"])
    dora.set_password(PASSWORD)
    dora.save()
    client.force_login(dora)
    asked = {"email": "third.planted@example.org", "password": PASSWORD}
    client.post("/accounts/email/", asked)
    send_all()
    client.get(link_in(mailoutbox[-1]))

    found = dump()
    assert "dora" in found, "the dump holds what is not encrypted"
    assert "/accounts/email/confirm" not in found
    for planted in ("planted@example.org", "895 137 2034", "895-137-2034"):
        assert planted not in found
    again = admin_api.post(PEOPLE, SAID, headers={"Idempotency-Key": "a key"})
    assert again.json() == made, "the kept answer can be told again"


def test_the_demo_people_are_not_in_clear_either(monkeypatch):
    monkeypatch.setenv("KITROOM_DEMO_PASSWORD", "demo-demo-demo")
    call_command("seed_demo", stdout=io.StringIO())

    assert "example.org" not in dump()
    assert User.objects.get(username="ana").email == "ana@example.org"


def test_the_history_tells_addresses_to_who_may_see_them(ana, admin_api):
    actions.change_person(user=ana, by=DESK, email="ana@second.example", phone="12345")
    actions.change_person(user=ana, by=DESK, name="Ana S.")

    changes = [entry["changes"] for entry in entries(ana)]
    assert changes[0] == {"name": ["Ana Silva", "Ana S."]}
    assert changes[1] == {
        "email": ["ana@example.org", "ana@second.example"],
        "phone": ["", "12345"],
    }


@pytest.mark.parametrize("typed", ["ana@example.org", "Ana@EXAMPLE.org"])
def test_people_are_found_by_a_whole_address(typed, ana, cleo, admin_api, staff):
    for query in ({"email": typed}, {"search": typed}):
        page = admin_api.get(PEOPLE, query).json()["results"]
        assert [person["username"] for person in page] == ["ana"]
    listed = staff.get(ADMIN, {"q": typed}).content.decode()
    assert "Ana Silva" in listed
    assert "Cleo Martin" not in listed
    assert "a whole e-mail address" in listed
    assert User.objects.filter(email__in=[typed, "nobody@example.org"]).get() == ana
    assert set(User.objects.filter(email__in=[typed, ""])) >= {ana, cleo}
    assert admin_api.get(PEOPLE, {"search": "example.org"}).json()["results"] == []


def test_the_look_up_asks_what_the_index_holds(ana):
    asked = str(User.objects.filter(email="ana@example.org").query)

    assert """NULLIF(split_part("people_user"."email", ':', 3), '') = """ in asked
    assert "ana@example.org" not in asked
    with connection.cursor() as cursor:
        name = "an_email_address_is_one_persons"
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        (held,) = cursor.fetchone()
    assert held.startswith("CREATE UNIQUE INDEX")
    assert "(NULLIF(split_part(email, ':'::text, 3), ''::text))" in held


def test_parts_cannot_be_asked(ana):
    with pytest.raises(FieldError):
        User.objects.filter(email__icontains="ana").first()
    with pytest.raises(FieldError):
        User.objects.filter(phone="12345").first()


@pytest.mark.parametrize("typed", ["ana@example.org", "ANA@Example.org"])
def test_one_signs_in_with_an_address_too(typed, ana):
    browser = Browser()
    browser.post("/accounts/login/", {"username": typed, "password": PASSWORD})

    assert browser.get(f"{PEOPLE}me/").json()["username"] == "ana"


def test_two_people_cannot_have_one_address(ana, cleo, admin_api, refused):
    body = refused(admin_api.post(PEOPLE, {**SAID, "email": "ANA@example.org"}), 409, "email_taken")
    assert body["errors"][0]["attr"] == "email"
    change = admin_api.patch(f"{PEOPLE}{cleo.id}/", {"email": "ana@example.org"})
    refused(change, 409, "email_taken")
    with pytest.raises(EmailTaken):
        actions.change_person(user=cleo, by=DESK, email="Ana@example.org")
    cleo.email = "Ana@example.org"
    with pytest.raises(ValidationError, match="Somebody else has this e-mail address"):
        cleo.full_clean()


def test_many_have_none(cleo, ben):
    assert User.objects.filter(email="").count() == 2


def test_a_confirmed_address_may_be_taken_meanwhile(client, cleo, ana, mailoutbox):
    client.force_login(cleo)
    client.post("/accounts/email/", {"email": "new@example.org", "password": PASSWORD})
    send_all()
    actions.change_person(user=ana, by=DESK, email="New@example.org")
    client.get(link_in(mailoutbox[0]), follow=True)

    page = client.post("/accounts/email/confirm/")
    assert page.status_code == 409
    assert "Somebody else has this e-mail address" in page.content.decode()


@pytest.mark.parametrize("phone", ["call me", "+", "12 34 56 78 90 12 34 56 78 90 12 34 56 78 90"])
def test_a_phone_number_looks_like_one(phone, admin_api, refused):
    refused(admin_api.post(PEOPLE, {"username": "dan", "phone": phone}), 400, "invalid")


def test_without_the_key_readers_are_told_so(ana, admin_api, refused, settings, client):
    client.force_login(ana)
    settings.ENCRYPTION_KEYS = Fernet.generate_key().decode()

    refused(admin_api.get(PEOPLE), 503, "key_missing")
    client.raise_request_exception = False
    page = client.get("/accounts/security/")
    assert (page.status_code, page.json()["code"]) == (503, "key_missing")
