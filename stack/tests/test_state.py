"""What the supervisor wrote is what the other commands go by."""

import os

from stack import state
from stack.processes import identity
from stack.processes.identity import Identity


def test_commands_go_to_the_system_that_runs_whatever_the_variables_say(settings):
    settings.run.mkdir(exist_ok=True)
    running = state.State(
        supervisor=identity.of(os.getpid()),
        processes=[],
        url="https://kit.example",
        gateway_port=32080,
    )
    state.write(settings, running)

    found = state.as_running(settings)

    assert found.public_url == "https://kit.example"
    assert found.registry.postgres_port == 32081


def test_a_system_that_ended_moves_nobody(settings):
    settings.run.mkdir(exist_ok=True)
    gone = state.State(supervisor=Identity(pid=2**22, ticks=1), processes=[], gateway_port=32080)
    state.write(settings, gone)

    assert state.as_running(settings) is settings
