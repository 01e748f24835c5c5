"""`/status-labels/`: what a team calls the states of its assets."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils.timezone import now

from catalog_service.gear import actions
from catalog_service.gear.models import Asset, StatusLabel
from catalog_service.lending import actions as lending
from catalog_service.tests.conftest import API

LABELS = f"{API}status-labels/"


@pytest.fixture
def label(db, by_ben):
    """Make a label."""

    def make(name, status, **details):
        return actions.create_status_label(by=by_ben, name=name, status=status, **details)

    return make


@pytest.fixture
def waiting(label):
    """In repair, and why."""
    return label("Waiting for parts", "in_repair")


def change(ben, asset, **changes):
    """Change an asset; return its state and what it is called."""
    answer = ben.patch(f"{API}assets/{asset.pk}/", changes)
    assert answer.status_code == 200, answer.json()
    return said(answer.json())


def said(body):
    """Return an asset's state and what it is called."""
    return body["status"], body["status_label_details"] and body["status_label_details"]["name"]


def test_a_label_is_made_changed_and_deleted(ben):
    made = ben.post(LABELS, {"name": "Waiting for parts", "status": "in_repair"})
    changed = ben.put(made["Location"], {"name": "Parts are ordered"})

    assert made.json()["slug"] == "waiting-for-parts"
    assert (changed.json()["name"], changed.json()["status"]) == ("Parts are ordered", "in_repair")
    assert ben.delete(made["Location"]).status_code == 204


def test_it_needs_a_state_that_there_is(ben, refused):
    for body in ({"name": "Odd"}, {"name": "Odd", "status": "odd"}):
        refused(ben.post(LABELS, body), 400, "invalid")


def test_capitals_make_no_second_label(ben, refused, waiting):
    body = {"name": "waiting FOR parts", "slug": "other", "status": "lost"}

    refused(ben.post(LABELS, body), 409, "name_taken")


def test_what_it_stands_for_stays(ben, refused, waiting):
    refused(ben.patch(f"{LABELS}{waiting.pk}/", {"status": "lost"}), 409, "status_fixed")

    with pytest.raises(InternalError), transaction.atomic():
        StatusLabel.objects.filter(pk=waiting.pk).update(status="lost")


def test_one_that_assets_have_stays(ben, refused, waiting, make_asset):
    make_asset(status_label=waiting)

    problem = refused(ben.delete(f"{LABELS}{waiting.pk}/"), 409, "status_label_in_use")

    assert "used by 1 asset," in problem["detail"]


def test_the_list_is_narrowed_and_searched(cleo, label, waiting):
    label("Ready", "available", is_default=True)

    for asked in ({"status": "in_repair"}, {"search": "part"}, {"slug": "waiting-for-parts"}):
        [found] = cleo.get(LABELS, asked).json()["results"]
        assert found["id"] == str(waiting.pk)
    assert len(cleo.get(LABELS, {"is_default": "true"}).json()["results"]) == 1


def test_a_new_default_takes_the_place_of_the_old(ben, label):
    old = label("Ready", "available", is_default=True)
    other = label("Gone", "lost", is_default=True)

    ben.post(LABELS, {"name": "On the shelf", "status": "available", "is_default": True})

    old.refresh_from_db()
    other.refresh_from_db()
    assert (old.is_default, old.version, other.is_default) == (False, 2, True)


def test_an_asset_is_called_by_the_default_of_its_state(ben, label, thinkpad):
    label("Ready", "available", is_default=True)

    made = ben.post(f"{API}assets/", {"tag": "LT-1", "product": str(thinkpad.pk)}).json()

    assert said(made) == ("available", "Ready")


def test_a_label_moves_its_asset(ben, waiting, make_asset):
    asset = make_asset()

    assert change(ben, asset, status_label="waiting-for-parts") == ("in_repair", waiting.name)
    assert change(ben, asset, notes="Blue") == ("in_repair", waiting.name)
    assert change(ben, asset, status="in_repair") == ("in_repair", waiting.name)
    assert change(ben, asset, status_label=None) == ("in_repair", None)


def test_a_state_that_is_new_takes_the_label_along(ben, label, waiting, make_asset):
    ready = label("Ready", "available", is_default=True)
    asset = make_asset(status_label=waiting)

    assert change(ben, asset, status="available") == ("available", "Ready")
    assert change(ben, asset, status="lost") == ("lost", None)
    assert change(ben, asset, status="available", status_label=str(ready.pk)) == (
        "available",
        "Ready",
    )


def test_a_label_and_another_state_are_refused(ben, refused, waiting, make_asset):
    changes = {"status": "lost", "status_label": waiting.name}

    problem = refused(ben.patch(f"{API}assets/{make_asset().pk}/", changes), 400, "label_disagrees")

    assert problem["errors"][0]["attr"] == "status_label"
    assert "Waiting for parts stands for in_repair" in problem["detail"]


def test_a_label_retires_nothing_that_somebody_has(ben, refused, label, make_asset, promise):
    label("Archived", "retired")
    asset = make_asset()
    promise(asset)

    refused(ben.patch(f"{API}assets/{asset.pk}/", {"status_label": "archived"}), 409, "still_out")


@pytest.mark.parametrize("changes", [{"status_label": "ready"}, {"status": "reserved"}])
def test_nobody_says_that_it_is_here_while_somebody_has_it(
    ben, staff, refused, label, make_asset, promise, changes
):
    label("Ready", "available")
    asset = make_asset()
    promise(asset)

    refused(ben.patch(f"{API}assets/{asset.pk}/", changes), 409, "still_out")

    mark = {"action": "mark_available", "_selected_action": [str(asset.pk)]}
    page = staff.post("/catalog/admin/gear/asset/", mark, follow=True)
    assert "Somebody has it. Take it back first." in page.content.decode()
    assert change(ben, asset, status="on_loan", notes="Blue") == ("on_loan", None)
    assert change(ben, asset, status="lost") == ("lost", None)


def test_what_is_lent_and_comes_back_is_called_so(label, make_asset, promise, by_ben):
    label("Ready", "available", is_default=True)
    label("With somebody", "on_loan", is_default=True)
    asset = make_asset()
    loan, _ = promise(asset)

    def now_called():
        asset.refresh_from_db()
        return asset.status_label and asset.status_label.name

    assert now_called() == "With somebody"
    lending.return_loan(loan=loan, by=by_ben, at=now())
    assert now_called() == "Ready"


def test_who_moves_what_is_there_already_leaves_its_label(label, make_asset, by_ben):
    label("Ready", "available", is_default=True)
    shelf = label("On the shelf", "available")
    asset = make_asset(status_label=shelf)

    actions.move_assets(ids=[asset.pk], by=by_ben, status="available", condition="attention")

    asset.refresh_from_db()
    assert (asset.status_label, asset.condition) == (shelf, "attention")


def test_many_are_called_so_at_once(ben, waiting, make_asset):
    rows = [{"id": str(make_asset(f"LT-{n}").pk), "status_label": waiting.slug} for n in range(3)]

    ben.post(f"{API}assets/bulk/", {"rows": rows})

    assert set(Asset.objects.values_list("status", "status_label")) == {("in_repair", waiting.pk)}


def test_assets_are_narrowed_to_a_label_and_exported_with_it(cleo, waiting, make_asset):
    make_asset("LT-1", status_label=waiting)
    make_asset("LT-2")

    for called in (waiting.slug, str(waiting.pk)):
        [found] = cleo.get(f"{API}assets/", {"status_label": called}).json()["results"]
        assert found["tag"] == "LT-1"
    text = cleo.get(f"{API}assets/export/").getvalue().decode()
    assert "in_repair,Waiting for parts," in text


def test_its_history_tells_both(ben, waiting, make_asset):
    asset = make_asset()
    change(ben, asset, status_label=waiting.slug)

    newest = ben.get(f"{API}assets/{asset.pk}/history/").json()[0]

    assert newest["changes"]["status"] == ["available", "in_repair"]
    assert newest["changes"]["status_label_id"] == [None, str(waiting.pk)]


def test_the_database_lets_no_label_lie(waiting, make_asset):
    asset = make_asset(status_label=waiting)
    rows = Asset.objects.filter(pk=asset.pk)

    rows.update(status="lost")
    asset.refresh_from_db()
    assert asset.status_label is None
    with pytest.raises(IntegrityError, match="another state"), transaction.atomic():
        rows.update(status_label=waiting)
