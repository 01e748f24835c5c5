"""A list that is looked at through a saved view: `?view=<id>`."""

from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import ValidationError

from chassis.api.ids import IdField
from chassis.api.kept import KeptMixin, odd
from tasks_service.work import errors, selectors


class LookingMixin(KeptMixin):
    """A list that asks what a saved view asks, if one is named."""

    request: Any

    def kept(self, name: str) -> Mapping[str, str]:
        """Return what a view asks. Raises ViewUnknown, ViewOutdated."""
        views = selectors.saved_views_for(self.request.caller)
        view = views.filter(pk=self._id(name)).first()
        if view is None:
            raise errors.ViewUnknown(attr=self.kept_by)
        asked: dict[str, Any] = {"filters": view.filters, "ordering": view.ordering}
        if outdated := odd(type(self), self.request, **asked, fields=view.columns):
            raise errors.ViewOutdated(outdated)
        return view.query

    def _id(self, name: str) -> str:
        try:
            return str(IdField().run_validation(name))
        except ValidationError as error:
            raise ValidationError({self.kept_by: error.detail}) from error
