"""The app's configuration."""

import os
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


class AccessConfig(AppConfig):
    """What people and programs may do."""

    name = "accounts_service.access"
    label = "access"
    verbose_name = "Access"


@checks.register("access")
def keys_can_be_changed(**_: Any) -> list[checks.CheckMessage]:
    """Say so where nobody can change the signing keys from here."""
    folder = settings.ACCOUNTS_KEYS_DIR
    if not folder.exists() or os.access(folder, os.W_OK | os.X_OK):
        return []
    return [
        checks.Warning(
            f"{folder} cannot be written: rotate_keys will fail.",
            hint=f"Let the user of this process own it (chown), or replace the keys in {folder} "
            "yourself: add next-<time>.pem, wait 6 minutes, make it active.pem.",
            id="access.W001",
        )
    ]
