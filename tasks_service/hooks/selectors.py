"""What there is to be told, and what is sent."""

from collections.abc import Mapping, Sequence

from tasks_service.hooks.events import PUBLIC


def known_events() -> Sequence[Mapping[str, str]]:
    """Return the events that a webhook may be told, and what each means."""
    return [{"type": name, "about": PUBLIC[name]} for name in sorted(PUBLIC)]
