"""What is looked at when a process starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from chassis.encryption import keys
from chassis.encryption.errors import KeysBroken

SHORTEST = 32


@register("encryption")
def keys_can_be_used(**_: Any) -> list[CheckMessage]:
    """Refuse keys that are none, and a secret of the blind index that can be guessed."""
    found: list[CheckMessage] = []
    try:
        keys.current()
    except KeysBroken as error:
        found.append(
            Error(
                error.detail,
                hint="Put back the keys that this database was written with, newest first.",
                id="encryption.E001",
            )
        )
    if len(settings.BLIND_INDEX_SECRET) < SHORTEST:
        found.append(
            Error(
                f"The secret of the blind index is shorter than {SHORTEST} letters.",
                hint="Set it to a long random text, and never change it.",
                id="encryption.E002",
            )
        )
    return found
