"""Pages of lists."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Fifty rows, without a count."""

    page_size = 50
    ordering = ("-created_at", "-id")
