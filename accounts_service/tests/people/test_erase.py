"""`POST /people/{id}/erase/`: somebody is forgotten, and nothing of them is found afterwards."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from accounts_service.access.actions.recording import record
from accounts_service.access.models import ApiToken, Kind
from accounts_service.people import actions
from accounts_service.people.errors import Erased, StillHere
from accounts_service.people.models import Erasure
from accounts_service.tests.conftest import DESK
from chassis.encryption.sealing import opened
from chassis.events.parts import Relay
from chassis.events.streams import redis
from chassis.idempotency.models import KeyedAnswer
from chassis.jobs.models import Job
from chassis.privacy.asking import told
from chassis.privacy.errors import NothingToForget
from chassis.sagas.models import Saga

PEOPLE = "/accounts/api/v1/people/"
ERASURES = "/accounts/api/v1/erasures/"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAME, FORMER = "Zdeňka Quíxova", "Zdeňka Půvabná"
MAIL, OLD_MAIL = "zdenka.quix@post.example", "old.quix@post.example"
WORDS = (NAME, FORMER, "zquix77", MAIL, OLD_MAIL, "777 123 987")


@pytest.fixture
def zdenka(make_person, settings, tmp_path):
    """Somebody with an unusual name, who had another one before, and has left."""
    settings.EMAIL_FILE_PATH = str(tmp_path)
    person = make_person("zquix77", name=FORMER, email=OLD_MAIL)
    words = {"name": NAME, "email": MAIL, "phone": "+420 777 123 987"}
    actions.change_person(user=person, by=DESK, **words)
    record(Kind.SIGNED_IN, person=person, by=str(person.id), name=NAME)
    (tmp_path / "1.log").write_text(f"To: {MAIL}\nSubject: Hello\n\nDear friend")
    (tmp_path / "2.log").write_text("To: ben@example.org\nSubject: Hello\n\nDear Ben")
    return actions.deactivate(user=person, by=DESK)


@pytest.fixture
def erased(zdenka, others, gone_on):
    """Forget her."""
    return lambda: gone_on(actions.erase(user=zdenka, by=DESK, at=NOON))


def found():
    """Return where one of her words stands: in rows, opened where they are sealed, and in Redis."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608
            yield from (table for (row,) in cursor.fetchall() if _says(row))
    user = get_user_model()
    for model in (user, user.pgh_event_model):
        yield from (model.__name__ for row in model.objects.values() if _says(str(row)))
    yield from ("answer" for row in KeyedAnswer.objects.all() if _says(opened(row.body)))
    for key in redis().scan_iter():
        if redis().type(key) == b"stream":
            yield from ("stream" for _, row in redis().xrange(key) if _says(row[b"event"].decode()))


def _says(text):
    return any(word in text or json.dumps(word)[1:-1] in text for word in WORDS)


def test_nothing_of_them_is_found_and_what_they_did_stays(
    zdenka, others, gone_on, admin_api, tmp_path, record_property
):
    admin_api.patch(f"{PEOPLE}{zdenka.id}/", {"role": "viewer"}, headers={"Idempotency-Key": "one"})
    Relay().turn()
    before = list(found())

    saga = gone_on(actions.erase(user=zdenka, by=DESK, at=NOON))
    Relay().turn()

    after = list(found())
    zdenka.refresh_from_db()
    assert (saga.status, after) == ("done", [])
    assert len(before) > 8
    assert zdenka.name == f"Erased person {zdenka.id.hex[-4:].upper()}"
    assert (zdenka.email, zdenka.phone, zdenka.has_usable_password()) == ("", "", False)
    assert [path.name for path in tmp_path.glob("*.log")] == ["2.log"]
    record_property("figure", f"erase: found at {len(before)} places before, {len(after)} after")


def test_to_delete_the_row_alone_would_leave_the_rest(zdenka, record_property, others):
    with transaction.atomic():
        zdenka.delete()
        left = list(found())
        transaction.set_rollback(True)

    assert len(left) > 4
    record_property("figure", f"erase: to delete the row alone leaves {len(left)} places")


def test_a_receipt_tells_when_by_whom_and_how_much_and_nothing_of_them(
    erased, zdenka, admin_api, speaking_for, ben, refused
):
    erased()

    (receipt,) = admin_api.get(ERASURES).json()["results"]
    assert (receipt["person"], receipt["asked_by"]) == (str(zdenka.id), DESK.id)
    assert receipt["done_at"]
    assert receipt["receipt"]["tasks"] == {"work_task": 2}
    assert receipt["receipt"]["accounts"]["mails"] == 1
    assert Erasure.objects.get().words == ""
    refused(speaking_for(ben).get(ERASURES), 403, "forbidden")
    with pytest.raises(NothingToForget):
        told(Erasure.objects.get().pk)


def test_what_gets_them_in_is_gone(erased, zdenka):
    words = {"digest": "x", "prefix": "kr_x", "expires_at": NOON, "name": "script"}
    ApiToken.objects.create(person=zdenka, **words)

    erased()

    assert not ApiToken.objects.exists()


def test_who_can_still_sign_in_is_not_forgotten(cleo, admin_api, refused):
    with pytest.raises(StillHere):
        actions.erase(user=cleo, by=DESK, at=NOON)

    refused(admin_api.post(f"{PEOPLE}{cleo.id}/erase/"), 409, "still_here")


def test_who_has_gear_is_not_forgotten(zdenka, others, erased):
    others.trouble = ["refused"]

    saga = erased()

    zdenka.refresh_from_db()
    assert (saga.status, zdenka.name) == ("compensated", NAME)


def test_who_is_forgotten_does_not_come_back(erased, zdenka):
    erased()
    zdenka.refresh_from_db()

    with pytest.raises(Erased):
        actions.reactivate(user=zdenka, by=DESK)
    with pytest.raises(Erased):
        actions.erase(user=zdenka, by=DESK, at=NOON)


def test_one_who_shares_a_name_keeps_it(erased, make_person, zdenka):
    other = make_person("ina", name=NAME)

    erased()

    other.refresh_from_db()
    zdenka.refresh_from_db()
    assert (other.name, zdenka.name != NAME) == (NAME, True)


@pytest.mark.parametrize("call", range(1, 5))
def test_a_no_when_nobody_can_go_back_waits_for_somebody(zdenka, others, gone_on, call):
    others.trouble = [""] * call + ["refused"]

    saga = gone_on(actions.erase(user=zdenka, by=DESK, at=NOON), times=30)

    zdenka.refresh_from_db()
    assert (saga.status, zdenka.name.startswith("Erased")) == ("needs_attention", True)


def test_the_admin_begins_it_and_shows_receipts(staff, zdenka, others, gone_on):
    words = {"action": "erase", "_selected_action": [str(zdenka.id)]}

    asked = staff.post("/accounts/admin/people/user/", words)
    assert "I know that this cannot be undone." in asked.content.decode()
    staff.post("/accounts/admin/people/user/", {**words, "sure": "yes"})
    assert not Saga.objects.exists()  # the box was not ticked
    staff.post("/accounts/admin/people/user/", {**words, "sure": "yes", "is_meant": "on"})
    gone_on(Saga.objects.get())

    receipt = Erasure.objects.get()
    page = staff.get(f"/accounts/admin/people/erasure/{receipt.pk}/change/")
    assert receipt.called.encode() in page.content
    assert not Job.objects.filter(name="people.send_letter").exists()
