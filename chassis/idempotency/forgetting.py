"""Answers to keyed requests are kept for a day."""

from datetime import datetime, timedelta

from chassis.idempotency.models import KeyedAnswer

KEPT_FOR = timedelta(days=1)


def forget_old(at: datetime) -> int:
    """Delete answers that were kept long enough, and return how many."""
    deleted, _ = KeyedAnswer.objects.filter(created_at__lt=at - KEPT_FOR).delete()
    return deleted
