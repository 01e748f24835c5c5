"""Start-up checks: every projection can be kept and built."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from chassis.projections.models import Projection
from chassis.projections.registry import readings


@register("projections")
def every_projection_is_kept(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a projection that no handler keeps, and two of one feed."""
    models = [model for model in apps.get_models() if issubclass(model, Projection)]
    feeds = Counter(model.feed for model in models)
    unkept = [model.__name__ for model in models if model not in readings]
    twice = [feed for feed, count in feeds.items() if count > 1]
    return [
        *(Error(f"No handler @projects {name}.", id="projections.E001") for name in unkept),
        *(Error(f"Two projections of {feed}.", id="projections.E002") for feed in twice),
    ]
