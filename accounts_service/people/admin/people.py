"""The pages of people in the admin; they write through the verbs."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BooleanField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from accounts_service.access.models import Role
from accounts_service.people import actions
from accounts_service.people.actions import invite_people, letters
from accounts_service.people.admin.going import GoingAdmin
from accounts_service.people.models import User
from chassis.admin.resource import ResourceAdmin, caller
from chassis.errors import DomainError


class AddPersonForm(AdminUserCreationForm):
    """A new person, with or without a password."""

    invite = BooleanField(
        initial=True,
        required=False,
        help_text="Without a password: send them a mail with a link to choose one.",
    )

    class Meta:
        model = User
        fields = ("username", "name", "email", "phone", "role")


class ListForm(forms.Form):
    """A list of people to invite."""

    file = forms.FileField(help_text="CSV, or the users file of Snipe-IT: at most 500 people.")
    role = forms.ChoiceField(
        choices=Role.choices, initial=Role.VIEWER, help_text="What those without one get."
    )
    invite = forms.BooleanField(initial=True, required=False, label="Send invitations")
    admins = forms.BooleanField(required=False, label="Rows may make admins")
    dry_run = forms.BooleanField(
        initial=True, required=False, label="Only tell what would come of it"
    )


class SetPasswordForm(AdminPasswordChangeForm):
    """A new password that an admin sets, or takes away."""

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        """Write through the verb: what was signed in with the old password ends."""
        usable = self.cleaned_data.get("set_usable_password", True)
        return actions.change_password(
            user=self.user, password=self.cleaned_data["password1"] if usable else None
        )


class ChangePersonForm(UserChangeForm):
    """A person; the password has a page of its own."""

    class Meta:
        model = User
        fields = ("username", "password", "name", "email", "phone", "role")


@admin.register(User)
class PersonAdmin(GoingAdmin, ResourceAdmin, UserAdmin):
    """Everybody who may sign in, or might once."""

    create_verb = staticmethod(actions.create_person)
    change_verb = staticmethod(actions.change_person)

    form = ChangePersonForm
    add_form = AddPersonForm
    change_password_form = SetPasswordForm
    list_display = ("username", "name", "email", "role", "is_active")
    list_filter = ("role", "is_active", "teams")
    search_fields = ("username", "name", "=email")
    search_help_text = "Parts of a username or name, or a whole e-mail address."
    sortable_by = ("username", "name", "role", "is_active")  # an address is stored encrypted
    ordering = ("username",)
    actions = (
        "invite",
        "leave",
        "export",
        "deactivate",
        "reactivate",
        "remove_second_factors",
        "sign_out_everywhere",
        "erase",
    )
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email", "phone")}),
        ("What they may do", {"fields": ("role", "is_active")}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "name", "email", "phone", "role", "invite")}),
        ("Password", {"fields": ("usable_password", "password1", "password2")}),
    )
    readonly_fields = ("is_active",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody is deleted: a person who leaves is deactivated."""
        return False

    def words(self, form: ModelForm, *, change: bool) -> dict[str, Any]:
        """Return what the form says, as the verb's keywords."""
        if change:
            return super().words(form, change=change)
        words = {name: form.cleaned_data[name] for name in (*AddPersonForm.Meta.fields, "invite")}
        usable = form.cleaned_data["set_usable_password"]
        return {**words, "password": form.cleaned_data["password1"] if usable else None}

    def get_urls(self) -> list[Any]:
        """Add the page for lists."""
        page = path("import/", self.admin_site.admin_view(self.import_view), name="invite-list")
        return [page, *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Invite everybody on a list, and show what came of each row."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.method == "POST"
        form = ListForm(request.POST, request.FILES) if sent else ListForm()
        came = None
        if sent and form.is_valid():
            try:
                came = invite_people(by=caller(request), **form.cleaned_data)
            except DomainError as error:
                form.add_error("file", error.detail)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form}
        context |= {"came": came, "title": "Invite a list of people"}
        return TemplateResponse(request, "people/invite_list.html", context)

    @admin.action(description="Invite: send a link to choose a password")
    def invite(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Invite the chosen people."""
        self.for_each(request, queryset, actions.invite)
        self.message_user(request, letters.where())

    @admin.action(description="Remove second factors: they are lost")
    def remove_second_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let the chosen people in with their password alone, until they set up a new factor."""
        self.for_each(request, queryset, actions.remove_second_factors)

    @admin.action(description="Sign out everywhere: sessions and tokens end")
    def sign_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End all that the chosen people were given."""
        self.for_each(request, queryset, actions.sign_out_everywhere)

    @admin.action(description="Deactivate: no sign-in from now on")
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Take the chosen people's access away."""
        self.for_each(request, queryset, actions.deactivate)

    @admin.action(description="Reactivate")
    def reactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let the chosen people in again."""
        self.for_each(request, queryset, actions.reactivate)
