"""Which imports exist for a caller."""

from django.db.models import QuerySet

from catalog_service.imports.models import Import
from chassis.auth import Caller


def visible_to(caller: Caller) -> QuerySet[Import]:
    """Return the caller's own imports, as with jobs; the desk and services see all."""
    imports = Import.objects.all()
    return imports if caller.sees_all else imports.filter(created_by=caller.id)
