"""The pages that people come to by a mail, and those where they change password and address."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from accounts_service.access.actions import sessions
from accounts_service.access.views import entering
from accounts_service.access.views.limited import LimitedMixin
from accounts_service.access.views.security import PasswordForm, PersonView
from accounts_service.people import actions
from accounts_service.people.actions import links
from accounts_service.people.errors import EmailTaken, LinkBroken
from chassis.encryption import seal, unseal

LINK = "link"


@method_decorator(never_cache, "dispatch")
class LinkView(LimitedMixin, View):
    """A page at the end of a link. The token leaves the address bar before anything is shown."""

    purposes: tuple[links.Purpose, ...]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the token out of the address, or read the one that was taken."""
        if "token" in request.GET:
            request.session[LINK] = [request.GET.get("for", ""), seal(request.GET["token"])]
            return redirect(request.path)
        name, sealed = request.session.get(LINK, ["", ""])
        try:
            self.purpose, self.token = self._named(name), unseal(sealed)
            self.person, self.email = links.read(self.purpose, self.token)
            return super().dispatch(request, *args, **kwargs)
        except (LinkBroken, EmailTaken) as error:
            context = {"detail": error.detail}
            return render(request, "people/link_broken.html", context, status=error.status)

    def _named(self, name: str) -> links.Purpose:
        found = links.PURPOSES.get(name)
        if found is None or found not in self.purposes:
            raise LinkBroken
        return found


class NewPasswordView(LinkView):
    """Choose the first password, or a new one."""

    purposes = (links.INVITE, links.RESET)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for it."""
        return self._page(SetPasswordForm(self.person))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set it, and go on as after the sign-in page."""
        form = SetPasswordForm(self.person, request.POST)
        if not form.is_valid():
            return self._page(form)
        password = form.cleaned_data["new_password1"]
        person = actions.choose_password(purpose=self.purpose, token=self.token, password=password)
        request.session.flush()  # whoever was signed in here before
        return entering.next_step(request, person, "")

    def _page(self, form: Any) -> HttpResponse:
        context = {"form": form, "person": self.person, "is_first": self.purpose is links.INVITE}
        return render(self.request, "people/new_password.html", context)


class ConfirmEmailView(LinkView):
    """Confirm a new e-mail address. Programs that look at links do not confirm: a button does."""

    purposes = (links.EMAIL,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        context = {"person": self.person, "email": self.email}
        return render(request, "people/confirm_email.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it the person's."""
        actions.confirm_email(token=self.token)
        del request.session[LINK]
        return render(request, "people/email_confirmed.html", {"email": self.email})


class ForgottenForm(forms.Form):
    """Who asks for a new password."""

    whom = forms.CharField(
        label="Username or e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )

    def clean_whom(self) -> str:
        """Return what was typed, without what no database keeps."""
        return str(self.cleaned_data["whom"]).replace("\x00", "")


@method_decorator(never_cache, "dispatch")
class ForgottenView(LimitedMixin, View):
    """Ask for a new password. The answer is the same for everybody and nobody."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask whom."""
        return render(request, "people/forgotten.html", {"form": ForgottenForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send a link to whoever it is."""
        form = ForgottenForm(request.POST)
        if not form.is_valid():
            return render(request, "people/forgotten.html", {"form": form})
        actions.ask_for_reset(typed=form.cleaned_data["whom"], at=timezone.now().timestamp())
        return render(request, "people/forgotten_sent.html")


class OwnPasswordView(PersonView):
    """Change one's own password."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the old one and the new one."""
        return self._page(SetPasswordForm(self.person), self.form(PasswordForm))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change it; this session goes on, all others end."""
        form, old = (
            SetPasswordForm(self.person, request.POST),
            self.form(PasswordForm, request.POST),
        )
        if not (old.is_valid() and form.is_valid()):
            return self._page(form, old)
        new = form.cleaned_data["new_password1"]
        person = actions.change_password(user=self.person, password=new, by=self.person.caller())
        update_session_auth_hash(request, person)
        sessions.begin(request.session)
        return self.done(
            "Your password is changed. Everywhere else you are signed out.", methods=[]
        )

    def _page(self, form: Any, old: PasswordForm) -> HttpResponse:
        return render(self.request, "people/own_password.html", {"form": form, "old": old})


class EmailForm(PasswordForm):
    """A new e-mail address."""

    email = forms.EmailField(
        label="New e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ("email", "password")


class OwnEmailView(PersonView):
    """Ask for another e-mail address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for it."""
        return render(request, "people/own_email.html", {"form": self.form(EmailForm)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send a link to the new address."""
        form = self.form(EmailForm, request.POST)
        if not form.is_valid():
            return render(request, "people/own_email.html", {"form": form})
        actions.ask_for_email(user=self.person, email=form.cleaned_data["email"])
        messages.success(request, "A link is on its way to the new address. It counts when used.")
        return redirect("security")
