"""`manage.py accounts rotate_encryption`: what this service stores encrypted, and all of it."""

import io

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command

from accounts_service.access.actions import factors
from accounts_service.people import actions
from accounts_service.people.models import User
from chassis.encryption import keys, rotating, unseal
from chassis.history.entries import entries
from chassis.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path, monkeypatch):
    """A file of keys that is looked at each time."""
    monkeypatch.setattr(keys, "LOOK_SECONDS", 0)
    settings.ENCRYPTION_KEYS = tmp_path / "keys"
    settings.ENCRYPTION_KEYS.write_text(f"{Fernet.generate_key().decode()}\n")


def test_everything_is_sealed_with_the_new_key(make_person, cleo):
    people = [make_person(f"p{n}", email=f"p{n}@example.org", phone="12345") for n in range(3)]
    codes = factors.make_recovery_codes(person=cleo)
    actions.ask_for_email(user=cleo, email="new@example.org")
    said = io.StringIO()

    call_command("rotate_encryption", stdout=said)

    places = rotating.sealed_with()
    used = {place.label for place, counts in places.items() if counts}
    assert {name for counts in places.values() for name in counts} == {keys.current().newest.id}
    assert {"people.user.email", "people.user.phone", "jobs.job.parameters"} <= used
    assert {"people.userevent.email", "mfa.authenticator.data"} <= used
    assert User.objects.get(email="P1@example.org").phone == "12345"
    assert len(entries(people[0])) == 1
    assert unseal(Job.objects.get().parameters["to"]) == "new@example.org"
    assert factors.check_code(person=cleo, code=codes[0]) == "recovery"
