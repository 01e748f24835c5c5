"""Flows over services as people at a desk begin, watch and steer them: in the admin."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from tests.faults import gear
from tests.faults.databases import rows, value
from tests.running import Api, System, until

SignIn = Callable[..., Page]
CATALOG, PEOPLE = "/catalog/api/v1", "/accounts/api/v1/people/"
FLOW_SECONDS = 60


@pytest.mark.long
def test_what_comes_back_damaged_is_quarantined_repaired_and_available(
    sign_in: SignIn, system: System, ana: Api
) -> None:
    asset = lent(ana)
    page = sign_in(f"/catalog/admin/gear/asset/{asset['id']}/change/")

    page.get_by_role("button", name="Take back damaged").click()
    page.get_by_label("What is broken?").fill("The hinge is loose.")
    page.get_by_label("Photo").set_input_files(
        {"name": "hinge.png", "mimeType": "image/png", "buffer": picture()}
    )
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Take back damaged").click()
    page.get_by_role("link", name="see how it goes").click()
    shows(page, "waits")
    repair = task_of(system, page)
    page.goto(f"{system.url}/tasks/admin/work/task/{repair}/change/")
    said = page.get_by_label("Description").input_value()
    page.goto(said.rpartition(" ")[2])
    expect(page.get_by_text("The hinge is loose.")).to_be_visible()
    expect(page.get_by_role("img", name="How it looked")).to_be_visible()
    ana.post(f"/tasks/api/v1/tasks/{repair}/complete/")

    address = f"{CATALOG}/assets/{asset['id']}/"
    until(lambda: ana.get(address).json()["status"] == "available", FLOW_SECONDS)


def test_what_is_reserved_is_prepared(sign_in: SignIn, system: System, ana: Api) -> None:
    [asset] = gear.assets(ana, gear.place(ana, is_prepared=True), 1)
    when = {"starts_at": hours(24), "ends_at": hours(48), "is_draft": True}
    words = {**when, "lines": [{"asset": asset["id"]}]}
    reservation = ana.post(f"{CATALOG}/reservations/", words).json()["id"]
    page = sign_in(f"/catalog/admin/lending/reservation/{reservation}/change/")

    page.get_by_role("button", name="Submit").click()
    page.get_by_role("link", name="Running").click()
    shows(page, "waits")
    ana.post(f"/tasks/api/v1/tasks/{task_of(system, page)}/complete/")

    shows(page, "Done", within=".field-status")


@pytest.mark.long
def test_somebody_leaves_gets_their_archive_and_is_forgotten(
    sign_in: SignIn, system: System, ana: Api
) -> None:
    name = f"goes-{time.monotonic_ns()}"
    words = {"username": name, "name": f"{name} Quíxova", "role": "member"}
    person = ana.post(PEOPLE, words).json()["id"]
    known = "SELECT count(*) FROM work_person WHERE id = %s"
    until(lambda: value(system, "tasks", known, [person]), FLOW_SECONDS)
    theirs = f"{system.url}/accounts/admin/people/user/{person}/change/"
    page = sign_in("/accounts/admin/")

    page.goto(theirs)
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_text("That cannot be undone.")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Their tasks go to").select_option(label="Ben Okafor")
    page.get_by_role("button", name="Let them leave").click()
    page.get_by_role("link", name="see how it goes").click()
    shows(page, "Done", within=".field-status")

    page.goto(theirs)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("link", name="its job").click()
    shows(page, "Succeeded", within=".field-status")
    with page.expect_download() as archive:
        page.get_by_role("link", name=".zip").click()
    assert archive.value.suggested_filename.endswith(".zip")

    page.goto(theirs)
    page.get_by_role("button", name="Erase").click()
    page.get_by_label("I know that this cannot be undone.").check()
    page.get_by_role("button", name="Erase for good").click()
    page.get_by_role("link", name="see how it goes").click()
    shows(page, "Done", within=".field-status")
    page.goto(theirs)
    name_field = page.get_by_role("textbox", name="Name:", exact=True)
    expect(name_field).to_have_value(f"Erased person {person[-4:].upper()}")


def test_one_that_needs_somebody_is_tried_again_and_given_up(
    sign_in: SignIn, system: System, ana: Api
) -> None:
    asset = lent(ana)
    back = {"lines": [{"asset": asset["id"], "condition_in": "damaged"}]}
    assert ana.post(f"{CATALOG}/loans/{asset['loan']}/return/", back).ok
    sql = "SELECT id::text FROM sagas_saga WHERE subject = %s"
    saga = value(system, "catalog", sql, [asset["id"]])
    waits = "SELECT waits_on <> '' FROM sagas_saga WHERE id = %s"
    until(lambda: value(system, "catalog", waits, [saga]), FLOW_SECONDS)
    release(system, saga, 99)  # another release began it
    page = sign_in(f"/catalog/admin/sagas/saga/{saga}/change/")

    page.get_by_role("button", name="Try again").click()
    shows(page, "Needs Attention", within=".field-status")
    expect(page.get_by_text("is not known here").first).to_be_visible()
    shuts_nobody_out(page)
    page.goto(f"{system.url}/catalog/admin/operations/")
    expect(page.get_by_text("Somebody should look at").first).to_contain_text("Flows")
    release(system, saga, 1)
    page.goto(f"{system.url}/catalog/admin/sagas/saga/{saga}/change/")
    page.get_by_role("button", name="Try again").click()
    shows(page, "Running", within=".field-status")
    page.get_by_role("button", name="Give up").click()

    shows(page, "Compensated", within=".field-status")
    expect(page.get_by_role("button", name="Give up")).to_have_count(0)
    assert ana.get(f"{CATALOG}/assets/{asset['id']}/").json()["status"] == "quarantined"


def shuts_nobody_out(page: Page) -> None:
    """Check that whoever cannot see or point finds their way on a flow's page, too."""
    found = Axe().run(page).response["violations"]
    assert not [each for each in found if each["impact"] in {"serious", "critical"}], found


def lent(api: Api) -> dict[str, Any]:
    """Lend an asset of this test's own to whoever asks."""
    [asset] = gear.assets(api, gear.place(api, is_prepared=False), 1)
    me = api.get(f"{PEOPLE}me/").json()["id"]
    words = {"borrower": me, "due_at": hours(24), "lines": [{"asset": asset["id"]}]}
    return {**asset, "loan": api.post(f"{CATALOG}/loans/", words).json()["id"]}


def shows(page: Page, words: str, *, within: str = "#content") -> None:
    """Look at a page again until it shows something."""

    def look() -> bool:
        page.reload()
        return words in page.locator(within).first.inner_text()

    until(look, FLOW_SECONDS)


def task_of(system: System, page: Page) -> str:
    """Return the task that the flow on a page waits for."""
    saga = page.url.rstrip("/").split("/")[-2]
    [(waits_on,)] = rows(system, "catalog", "SELECT waits_on FROM sagas_saga WHERE id = %s", [saga])
    return str(waits_on).partition(":")[2]


def release(system: System, saga: str, version: int) -> None:
    """Let a flow be of a version."""
    sql = "UPDATE sagas_saga SET flow_version = %s WHERE id = %s"
    rows(system, "catalog", sql, [version, saga])


def picture() -> bytes:
    """Return a small photo."""
    file = BytesIO()
    Image.new("RGB", (60, 40), "#a33").save(file, "PNG")
    return file.getvalue()


def hours(number: int) -> str:
    """Return a moment from now."""
    return (datetime.now(UTC) + timedelta(hours=number)).isoformat()
