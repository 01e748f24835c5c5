"""What every page of the desk has in common."""

from chassis.pages.views import Page


class DeskPage(Page):
    """A page for whoever may read the catalog, unless it says another scope."""

    scope = "catalog:read"
    refusal = "desk/not_for_you.html"
