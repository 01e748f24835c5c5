"""A worker without a promise: it writes down that it has sent something, and then sends it.

As long as nobody kills it, that is the same. Whoever it calls is a tenth of a second away.
"""

import sys
import time

import django

django.setup()

from django.core.management import execute_from_command_line  # noqa: E402  (after the setup)

from tasks_service.hooks.actions import delivering  # noqa: E402
from tasks_service.hooks.clients import Outcome  # noqa: E402

AWAY_SECONDS = 0.1
_send = delivering.clients.send
_begin, _note = delivering._begin, delivering._note


def _begin_and_note(pk, *, at):
    row = _begin(pk, at=at)
    return row and _note(row, Outcome(answered=204), at=at)


def _send_from_afar(row, *, at):
    time.sleep(AWAY_SECONDS)
    return _send(row, at=at)


delivering.clients.send = _send_from_afar
delivering._begin = _begin_and_note
delivering._note = lambda row, _outcome, *, at: row

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
