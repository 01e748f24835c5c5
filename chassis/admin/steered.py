"""The admin of rows that nobody types, and that some may steer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from chassis.admin.read_only import ReadOnlyAdmin
from chassis.errors import DomainError


class SteeredAdmin(ReadOnlyAdmin):
    """Records that move while one looks at them."""

    def each(
        self, request: HttpRequest, queryset: "QuerySet[Any]", verb: Callable[[Any], object]
    ) -> None:
        """Do a verb with each of the chosen by itself, and tell of those that refused."""
        changed = 0
        for row in queryset:
            try:
                with transaction.atomic():
                    verb(row)
                changed += 1
            except DomainError as error:
                self.message_user(request, f"{row}: {error.detail}", messages.WARNING)
        self.message_user(request, f"{changed} changed.", messages.SUCCESS)
