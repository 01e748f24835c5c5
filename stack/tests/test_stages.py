"""Which stages `manage.py test` has."""

from pathlib import Path

from stack.engines.find import Engine, Engines
from stack.testing import environment, stages


def test_the_footprint_is_measured_before_any_other_system_runs():
    (path,) = stages.FOOTPRINT.paths

    assert f"--ignore={path}" in stages.JOURNEYS.program
    assert stages.FOOTPRINT.starts_a_system


def test_the_long_fault_tests_have_a_stage_of_their_own(settings):
    (stage,) = stages.of_paths(settings, ["tests/faults/test_flushall.py"])

    assert stage.name == "faults"
    assert stage.starts_a_system
    assert "tests/faults" not in stages.JOURNEYS.paths


def test_a_path_finds_its_stage(settings):
    (stage,) = stages.of_paths(settings, ["tests/journeys/test_footprint.py"])

    assert stage.program == ("pytest",)
    assert stage.starts_a_system


def test_what_is_in_a_service_has_the_stage_of_the_service(settings):
    (stage,) = stages.of_paths(settings, ["tasks_service/work"])

    assert (stage.name, stage.django) == ("tasks", "tasks_service.settings")


def test_the_tables_of_who_may_do_what_run_in_every_service(settings):
    chosen = stages.of_paths(settings, ["tests/authorization"])

    assert [stage.name for stage in chosen] == [service.name for service in settings.registry]
    assert all(stage.paths == ("tests/authorization",) for stage in chosen)
    assert all(stage.django for stage in chosen)


def test_a_system_of_a_test_has_an_address_of_its_own_and_keeps_bytecode(settings, monkeypatch):
    monkeypatch.setenv("KITROOM_PUBLIC_URL", "https://kit.example")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    engine = Engine("any", Path("any"), (1,))

    variables = environment.of_systems(settings, Engines(engine, engine, engine))

    assert not {"KITROOM_PUBLIC_URL", "PYTHONDONTWRITEBYTECODE"} & variables.keys()
