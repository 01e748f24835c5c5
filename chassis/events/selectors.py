"""Which letters are meant."""

from datetime import datetime

from django.db.models import QuerySet

from chassis.events.models import DeadLetter


def letters(
    *, type: str = "", consumer: str = "", since: datetime | None = None
) -> "QuerySet[DeadLetter]":
    """Return the letters of a type, of a consumer, since a time; whatever is said."""
    words = {"type": type, "consumer": consumer, "created_at__gte": since}
    return DeadLetter.objects.filter(**{name: value for name, value in words.items() if value})
