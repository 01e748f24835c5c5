"""The doors of background work on access."""

from datetime import timedelta

from django.conf import settings
from oauth2_provider.models import clear_expired

from accounts_service.access.actions import devices, keys, limits, recording
from chassis.jobs import Progress, job, schedule


@schedule(every=timedelta(days=1), offset=timedelta(hours=3, minutes=20))
@job("access.forget_records")
def forget_records(progress: Progress, **_: object) -> dict[str, int]:
    """Forget records of the audit trail that were kept for ACCESS_RECORDS_KEPT_DAYS."""
    count = 0
    while some := recording.forget_records():
        count += some
        progress.advance(count, 0)
    return {"records": count}


@schedule(every=timedelta(hours=1), offset=timedelta(minutes=40))
@job("access.forget_attempts")
def forget_attempts(progress: Progress, **_: object) -> dict[str, int]:
    """Forget what was counted in windows that are over."""
    return {"windows": limits.forget_windows()}


@schedule(every=timedelta(days=1), offset=timedelta(hours=3, minutes=40))
@job("access.forget_tokens")
def forget_tokens(progress: Progress, **_: object) -> dict[str, int]:
    """Forget codes and tokens that are over, and devices that nobody let in."""
    clear_expired()
    return {"devices": devices.forget_devices()}


@schedule(every=timedelta(minutes=5))
@job("access.rotate_keys")
def rotate_keys(progress: Progress, **_: object) -> dict[str, list[str]]:
    """Take the next step of a change of the signing keys that somebody began."""
    return {"done": keys.rotate_keys(folder=settings.ACCOUNTS_KEYS_DIR, begin=False).done}
