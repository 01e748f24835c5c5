"""The secrets with which services ask for tokens."""

import dataclasses

from stack import django, secrets, service_environment


def test_every_service_has_a_secret_that_only_its_owner_reads(settings):
    secrets.ensure(settings)

    files = {path.name: path for path in secrets.service_clients(settings).iterdir()}
    assert set(files) == set(settings.registry.names)
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o600}
    assert len({path.read_text() for path in files.values()}) == len(files)


def test_a_service_reads_its_own_secret_and_only_accounts_reads_all(settings):
    secrets.ensure(settings)
    folder = secrets.service_clients(settings)

    found = {
        service.name: service_environment.of(settings, service, "x")
        for service in settings.registry
    }

    assert found["tasks"]["TASKS_CLIENT_SECRET_FILE"] == str(folder / "tasks")
    assert [name for name in found if str(folder) in found[name].values()] == ["accounts"]


def test_a_second_start_keeps_the_secrets(settings):
    secrets.ensure(settings)
    before = secrets.service_clients(settings).joinpath("tasks").read_text()

    secrets.ensure(settings)

    assert secrets.service_clients(settings).joinpath("tasks").read_text() == before


def test_another_secret_has_accounts_prepared_again_and_nobody_else(settings):
    secrets.ensure(settings)
    stamps = {each.name: django.prepared(settings, each) for each in settings.registry}
    for stamp in stamps.values():
        stamp.set()

    secrets.service_clients(settings).joinpath("tasks").write_text("another")

    due = [each for each in settings.registry if not django.prepared(settings, each).is_set()]
    assert [service.name for service in due] == ["accounts"]


def test_a_system_of_before_takes_a_step_that_is_new(settings):
    accounts = settings.registry.service("accounts")
    before = dataclasses.replace(accounts, setup=("make_signing_key",))
    django.prepared(settings, before).set()
    assert django.prepared(settings, before).is_set()

    assert not django.prepared(settings, accounts).is_set()
