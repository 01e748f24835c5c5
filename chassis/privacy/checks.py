"""A start-up check: of every field that may say whom a row is about, it is said what it is."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, register

from chassis.privacy.registry import unsaid


@register("privacy")
def every_row_about_somebody_is_known(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a model that may hold somebody's id and is neither about them nor exempt."""
    user = get_user_model()
    return [
        Error(
            f"{model._meta.label}.{field} may say whom a row is about. Say so in the app's "
            "privacy.py: about(…), or exempt(…) with the reason.",
            id="privacy.E001",
        )
        for model in apps.get_models(include_auto_created=True)
        for field in unsaid(model, user)
    ]
