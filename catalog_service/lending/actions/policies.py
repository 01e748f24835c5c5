"""The verbs of policies: when and how gear is lent."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from catalog_service.lending import errors
from catalog_service.lending.models import Closed, ClosedDays, Policy, closed_days_in_order
from chassis.auth import Caller
from chassis.errors.clashes import clashes
from chassis.models import read_along


@transaction.atomic(savepoint=False)
def create_policy(
    *, by: Caller, closed_days: Sequence[Closed] | None = None, **details: Any
) -> Policy:
    """Say when and how the gear of a place is lent. What was promised stays as it is."""
    return _write(Policy(), closed_days, details)


@transaction.atomic(savepoint=False)
def change_policy(
    *, policy: Policy, by: Caller, closed_days: Sequence[Closed] | None = None, **changes: Any
) -> Policy:
    """Change some of a policy; closed days are replaced as a list."""
    return _write(policy, closed_days, changes)


@transaction.atomic(savepoint=False)
def delete_policy(*, policy: Policy, by: Caller) -> None:
    """Lend the gear of a place as that of others."""
    policy.delete()


def _write(policy: Policy, closed: Sequence[Closed] | None, changes: dict[str, Any]) -> Policy:
    if any(days.last_date < days.first_date for days in closed or ()):
        raise errors.EndsBeforeItsFirstDay(attr="closed_days")
    for name, value in changes.items():
        setattr(policy, name, value)
    with clashes(one_policy_per_location=errors.PolicyTaken(attr="location")):
        policy.save()
    if closed is not None:
        _replace_closed_days(policy, closed)
    return policy


def _replace_closed_days(policy: Policy, closed: Sequence[Closed]) -> None:
    """Make the list what it should be, and touch only the rows that differ."""
    known = {
        Closed(days.first_date, days.last_date, days.name): days.pk
        for days in policy.closed_days.all()
    }
    policy.closed_days.filter(pk__in=[known[days] for days in known.keys() - set(closed)]).delete()
    ClosedDays.objects.bulk_create(
        ClosedDays(policy=policy, **vars(days))
        for days in dict.fromkeys(closed)
        if days not in known
    )
    read_along(policy, Prefetch("closed_days", queryset=closed_days_in_order()))
