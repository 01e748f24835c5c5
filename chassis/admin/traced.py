"""The admin of what a request left to be done, and may need somebody."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from chassis.admin.links import to_trace
from chassis.admin.operators import may_operate
from chassis.admin.steered import SteeredAdmin


class TracedAdmin(SteeredAdmin):
    """Records with the id of the request that they came from: `request` in their fieldsets."""

    fieldsets: ClassVar[Any]

    @admin.display(description="request")
    def request(self, row: Any) -> str:
        """Link to the way of the request that it came from."""
        return to_trace(row.request_id)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the id alone to whom the way of the request is not open."""
        if may_operate(request):
            return self.fieldsets
        return [
            (title, {"fields": ["request_id" if name == "request" else name for name in names]})
            for title, names in ((title, words["fields"]) for title, words in self.fieldsets)
        ]

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Nobody types in a record, but whoever may change its like may steer them."""
        user: Any = request.user
        return user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")
