"""Forget somebody in this service: their rows, their words in the rows of others, files, stream.

Done again, or begun anew after a crash, it finds less to do and ends in the same state.
"""

from collections import Counter
from collections.abc import Callable

import pgtrigger
from django.db import transaction

from chassis.privacy import files, sessions, streams, sweeping
from chassis.privacy.registry import Section, sections
from chassis.privacy.words import Erasure

Forget = Callable[[Erasure], int]
_own: dict[str, Forget] = {}


def forgets(name: str) -> Callable[[Forget], Forget]:
    """Have an app forget in its own way what no word gives away: `(erasure) -> how much`."""

    def register(forget: Forget) -> Forget:
        if name in _own and _own[name] is not forget:
            raise ValueError(f"Two forget {name}.")
        _own[name] = forget
        return forget

    return register


def forget(erasure: Erasure) -> dict[str, int]:
    """Forget somebody; return how much of what was deleted or changed."""
    found: Counter[str] = Counter()
    for name, own in _own.items():
        found[name] += own(erasure)
    for section in sections.values():
        found[section.name] += _delete(section, erasure) if section.goes else 0
    found["sessions"] += sessions.forget(erasure.subject)
    found.update(sweeping.sweep(erasure))
    found.update(files.sweep(erasure))
    streams.tell_anew()
    return dict(+found)


@transaction.atomic
def _delete(section: Section, erasure: Erasure) -> int:
    with pgtrigger.ignore():  # else the history would tell how they went
        return section.of(erasure.subject).delete()[0]
