"""What an admin does when somebody leaves, wants to see what is known of them, or be forgotten."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now

from accounts_service.people import actions
from accounts_service.people.models import User
from chassis.admin.links import has_begun
from chassis.admin.on_page import PageActions, is_sure
from chassis.admin.resource import ResourceAdmin, caller
from chassis.sagas.models import Saga

LEAVE = (
    "Their open tasks, and what comes round for them, go to whom you choose, each with a note.",
    "For each thing that they have, a task is made to get it back.",
    "Their access ends: sessions, tokens and scripts. An admin can reactivate them.",
    "What they reserved and did not collect is cancelled. That cannot be undone.",
)
ERASE = (
    "Their name, address, number and username go from rows, histories, comments, files and mails.",
    "Their notifications, tokens, sessions and consents are deleted.",
    "What they did stays, of “Erased person” and the end of their id. A receipt is kept.",
    "Nothing brings them back. Who has gear is not erased: take it back first.",
)


class LeaveForm(forms.Form):
    """Who goes on with the work."""

    tasks_to = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("username"),
        required=False,
        empty_label="nobody: whoever likes takes them",
        label="Their tasks go to",
    )


class EraseForm(forms.Form):
    """A word before what cannot be undone."""

    is_meant = forms.BooleanField(label="I know that this cannot be undone.")


class GoingAdmin(PageActions, ResourceAdmin):
    """Leave, export and erase, for the chosen people of the list or on the page of one."""

    page_actions = ("leave", "export", "erase")

    def offered(self, row: User) -> tuple[str, ...]:
        """Only who has left is forgotten."""
        return ("leave", "export") if row.is_active else ("leave", "export", "erase")

    @admin.action(description="Leave: hand over their tasks, get back what they have")
    def leave(self, request: HttpRequest, queryset: "QuerySet[User]") -> HttpResponse | None:
        """Let the chosen people go, once it is confirmed."""
        form = LeaveForm(request.POST if is_sure(request) else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, title="Let them leave", does=LEAVE)
        to = form.cleaned_data["tasks_to"]
        words = {"at": now(), "tasks_to": to.pk if to else None}
        self.for_each(request, queryset, actions.leave, **words)
        self._tell(request, "people.leave", queryset)
        return None

    @admin.action(description="Export: put together all that is known of them")
    def export(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        """Begin an archive of each of the chosen people."""
        for user in queryset:
            job = actions.export_person(user=user, by=caller(request))
            where = reverse("admin:jobs_job_change", args=[job.pk])
            told = format_html('An archive of {} is made: <a href="{}">its job</a>.', user, where)
            self.message_user(request, told)

    @admin.action(description="Erase: forget them for good, in all services")
    def erase(self, request: HttpRequest, queryset: "QuerySet[User]") -> HttpResponse | None:
        """Forget the chosen people, who have left before, once it is confirmed."""
        form = EraseForm(request.POST if is_sure(request) else None)
        if not form.is_valid():
            return self.ask(request, queryset, form, title="Erase for good", does=ERASE)
        self.for_each(request, queryset, actions.erase, at=now())
        self._tell(request, "people.erase", queryset)
        return None

    def _tell(self, request: HttpRequest, flow: str, people: "QuerySet[User]") -> None:
        """Lead to the flows that have begun."""
        subjects = [str(pk) for pk in people.values_list("pk", flat=True)]
        for saga in Saga.objects.open().filter(flow=flow, subject__in=subjects):
            self.message_user(request, has_begun(saga))
