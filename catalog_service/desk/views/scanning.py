"""The scan desk: tags out and in, by a scanner, a phone or a paste, and what today brings."""

import re
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import unquote

from django import forms
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from catalog_service.desk import actions, selectors
from catalog_service.desk.views.pages import DeskPage
from catalog_service.gear.models import Condition, Location, Person
from catalog_service.lending.actions import DONE
from chassis.errors import DomainError

MOST_TAGS = 100
LONGEST_TAG = 100
BETWEEN = re.compile(r"[\r\n\t,;]+")
# What the QR code of a label says; labels of earlier days lead to the API.
ADDRESS = re.compile(r"https?://\S+?/assets/(?:by-tag/)?([^?#]+?)/?(?:[?#].*)?")


class MomentInput(forms.DateTimeInput):
    """A moment as browsers let people choose it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class TagsForm(forms.Form):
    """Tags, as scanned or pasted."""

    tags = forms.CharField(
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 4, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )

    def clean_tags(self) -> list[str]:
        """Return the tags, one for each line, comma or semicolon; of an address its tag."""
        said = (each.strip() for each in BETWEEN.split(self.cleaned_data["tags"]))
        tags = [tag_in(each) for each in said if each]
        if not tags:
            raise forms.ValidationError("Scan or paste a tag.")
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(f"These are {len(tags)} tags: at most {MOST_TAGS} at once.")
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise forms.ValidationError(f"A tag has at most {LONGEST_TAG} letters: one on a line.")
        return tags


class PhotoInput(forms.FileInput):
    """A picture: on a phone, the camera."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/*", "capture": "environment"})


class LookForm(forms.Form):
    """How gear looks, and a photo of that."""

    condition = forms.ChoiceField(choices=Condition.choices, initial=Condition.OK, required=False)
    note = forms.CharField(max_length=10_000, required=False)
    photo = forms.FileField(required=False, widget=PhotoInput)

    def clean_condition(self) -> str:
        """It is in order if nothing is said."""
        return self.cleaned_data["condition"] or Condition.OK


class ScanForm(TagsForm, LookForm):
    """Tags that go out or come in; what goes out says to whom or where, and until when."""

    direction = forms.ChoiceField(
        choices=(("in", "Take back"), ("out", "Hand out")), widget=forms.RadioSelect, initial="in"
    )
    borrower = forms.ModelChoiceField(
        Person.objects.none(), required=False, empty_label="Choose somebody"
    )
    place = forms.ModelChoiceField(
        Location.objects.order_by("path", "id"),
        label="Or a place",
        required=False,
        empty_label="No place",
    )
    due_at = forms.DateTimeField(label="Due back", required=False, widget=MomentInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["borrower"]
        people.queryset = Person.objects.known().filter(is_active=True).order_by("name", "id")

    def clean(self) -> dict[str, Any]:
        """Want a borrower or a place, and an end, for what goes out."""
        words: dict[str, Any] = super().clean() or {}
        if words.get("direction") == "out":
            person, place = words.get("borrower"), words.get("place")
            if person and place:
                self.add_error("place", "A person or a place: one of the two.")
            elif not (person or place or {"borrower", "place"} & {*self.errors}):
                self.add_error("borrower", "Who gets it? Choose somebody, or a place.")
            if "due_at" not in self.errors and not words.get("due_at"):
                self.add_error("due_at", "When is it due back?")
        return words

    def words(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("direction", "tags", "condition", "photo")}
        if said["direction"] == "out":
            borrower = said["borrower"] and said["borrower"].pk
            return words | {"borrower": borrower, "place": said["place"], "due_at": said["due_at"]}
        return words | {"note": said["note"]}


class ScanPage(DeskPage):
    """Hand out and take back what is scanned; below it what today brings."""

    scope = "catalog:desk"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, filled with the tags that a link brought along."""
        asked = request.GET
        tags = "\n".join(asked.getlist("tag")[:MOST_TAGS])
        direction = "out" if asked.get("direction") == "out" else "in"
        due_at = timezone.localtime().replace(minute=0, second=0) + timedelta(days=1)
        first = {"tags": tags and f"{tags}\n", "direction": direction, "due_at": due_at}
        return self._page(ScanForm(initial=first))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Scan them, and show what came of each."""
        form = ScanForm(request.POST, request.FILES)
        scanned: Any = []
        if form.is_valid():
            try:
                scanned = self.do(actions.scan, at=timezone.now(), **form.words())
            except DomainError as error:
                form.add_error(error.attr if error.attr in form.fields else None, error.detail)
            else:
                kept = ("direction", "borrower", "place", "due_at")
                form = ScanForm(initial={name: form.cleaned_data[name] for name in kept})
        prefetch_related_objects([row.asset for row in scanned if row.asset], "product")
        return self._page(form, scanned)

    def _page(self, form: ScanForm, scanned: Any = ()) -> HttpResponse:
        done = sum(row.code == DONE for row in scanned)
        return self.page(
            "desk/desk.html",
            form=form,
            scanned=scanned,
            done=done,
            refused=len(scanned) - done,
            today=selectors.today(until=_tonight(), at=timezone.now()),
        )


def tag_in(said: str) -> str:
    """Return the tag that a scanner read: of a label's QR code, the last part of its address."""
    address = ADDRESS.fullmatch(said)
    return unquote(address[1]) if address else said


def _tonight() -> datetime:
    tomorrow = timezone.localdate() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), timezone.get_current_timezone())
