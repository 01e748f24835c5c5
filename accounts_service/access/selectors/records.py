"""What a caller may see of the audit trail."""

from django.db.models import QuerySet

from accounts_service.access.models import AccessRecord
from chassis.auth import Caller


def records_for(caller: Caller) -> QuerySet[AccessRecord]:
    """Return the records that exist for a caller: admins see all, people what is about them."""
    if caller.may("accounts:admin"):
        return AccessRecord.objects.all()
    if caller.kind != "person":
        return AccessRecord.objects.none()
    return AccessRecord.objects.filter(person=caller.id)
