"""Files of assets: the names that a team has for their states."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Asset, StatusLabel
from catalog_service.imports import actions
from catalog_service.tests.imports.conftest import Steps, table

HEADER = ("tag", "manufacturer", "model")


def assets(columns, *rows):
    """Return CSV of assets A-1, A-2 … with further columns."""
    full = [(f"A-{n}", "Northlight", "NL-24", *row) for n, row in enumerate(rows, 1)]
    return table((*HEADER, *columns), *full)


def called():
    """Return the state of each asset, and what it is called."""
    return [
        (asset.status, asset.status_label and asset.status_label.name)
        for asset in Asset.objects.select_related("status_label").order_by("tag")
    ]


def test_what_snipe_it_calls_a_state_becomes_a_label(run):
    rows = ("Ready to Deploy",), ("ready to deploy",), ("Pending Diagnostics",), ("lost",)

    report = run(assets(("Status",), *rows), "assets")

    assert (report["created"], report["failed"]) == (4, 0)
    assert called() == [
        ("available", "Ready to Deploy"),
        ("available", "Ready to Deploy"),
        ("quarantined", "Pending Diagnostics"),
        ("lost", None),
    ]


def test_a_label_that_is_there_says_the_state(run, by_ben):
    gear.create_status_label(by=by_ben, name="Waiting for parts", status="in_repair")

    run(assets(("Status",), ("waiting FOR parts",)), "assets")

    assert called() == [("in_repair", "Waiting for parts")]


def test_a_state_alone_takes_its_default_label(run, by_ben):
    gear.create_status_label(by=by_ben, name="Ready", status="available", is_default=True)
    gear.create_status_label(by=by_ben, name="On the shelf", status="available")
    run(assets(("serial",), ("S1",), ("S2",)), "assets")
    assert called() == [("available", "Ready")] * 2

    run(table(("tag", "status"), ("A-1", "On the shelf"), ("A-2", "lost")), "assets")
    run(table(("tag", "status"), ("A-1", "available")), "assets")

    assert called() == [("available", "On the shelf"), ("lost", None)]


def test_an_export_brings_its_labels_along(run, cleo, by_ben, make_asset):
    label = gear.create_status_label(by=by_ben, name="Blue", status="quarantined")
    make_asset("A-1", status_label=label)
    text = cleo.get("/catalog/api/v1/assets/export/").getvalue()
    Asset.objects.all().delete()
    StatusLabel.objects.all().delete()

    report = run(text, "assets")

    assert (report["created"], called()) == (1, [("quarantined", "Blue")])


@pytest.mark.parametrize(
    ("columns", "row", "where"),
    [
        (("status",), ("Blue",), ("status", "invalid_choice")),
        (("Status label",), ("Blue",), ("Status label", "invalid_choice")),
        (("status", "status_label"), ("Blue", "Known"), ("status", "invalid_choice")),
        (("status", "status_label"), ("lost", "Known"), ("status_label", "label_disagrees")),
    ],
)
def test_a_name_without_a_state_is_refused(run, by_ben, columns, row, where):
    gear.create_status_label(by=by_ben, name="Known", status="available")

    [error] = run(assets(columns, row), "assets")["errors"]

    assert (error["attr"], error["code"]) == where


def test_two_states_of_one_new_label_are_refused(run):
    rows = ("lost", "Blue"), ("retired", "blue"), ("lost", "Green")

    report = run(assets(("status", "status_label"), *rows), "assets")

    assert [error["code"] for error in report["errors"]] == ["label_disagrees"] * 2
    assert called() == [("lost", "Green")]


def test_a_dry_run_makes_no_label(run):
    report = run(assets(("Status",), ("Archived",)), "assets", dry_run=True)

    assert (report["created"], StatusLabel.objects.count()) == (1, 0)


def test_undone_labels_are_gone_and_assets_called_as_before(run, start, by_ben):
    gear.create_status_label(by=by_ben, name="Ready", status="available")
    run(assets(("status",), ("Ready",), ("available",)), "assets")
    gear.create_status_label(by=by_ben, name="Usual", status="available", is_default=True)

    row = start(table(("tag", "status"), ("A-1", "Archived"), ("A-2", "lost")), "assets")
    actions.run_import(import_id=str(row.pk), progress=Steps())
    assert called() == [("retired", "Archived"), ("lost", None)]
    told = actions.undo_import(import_id=str(row.pk), progress=Steps())

    assert (told["removed"], told["restored"], told["left"]) == (1, 2, 0)
    assert called() == [("available", "Ready"), ("available", None)]
    assert not StatusLabel.objects.filter(name="Archived").exists()
