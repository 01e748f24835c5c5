"""The page of one's own archive: all that is known of somebody, put together for them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts_service.access.views.security import PersonView
from accounts_service.people import actions, selectors


class ArchiveView(PersonView):
    """One's archives, and a button for another."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, the newest first."""
        archives = selectors.archives_of(self.person)
        return render(request, "people/archive.html", {"archives": archives})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin one."""
        actions.export_person(user=self.person, by=self.person.caller())
        messages.success(request, "It is being put together. Look again in a minute.")
        return redirect("own-archive")
