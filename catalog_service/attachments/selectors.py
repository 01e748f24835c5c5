"""What exists for a caller."""

from django.db.models import Q, QuerySet

from catalog_service.attachments.models import Attachment
from catalog_service.lending import selectors as lending
from chassis.auth import Caller


def visible_to(caller: Caller) -> QuerySet[Attachment]:
    """Return the files that exist for a caller: those of gear, and of the loans they may see."""
    files = Attachment.objects.all()
    if caller.sees_all:
        return files
    loans = lending.loans_for(caller).order_by().values("pk")
    return files.filter(Q(loan=None) | Q(loan__in=loans))
