"""The admins as people at a desk use them: choosing, list actions, sending again."""

import time
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.faults.databases import rows, value
from tests.running import Api, System, until

SignIn = Callable[..., Page]
TASKS, DELIVERIES = "/tasks/admin/work/task/", "/tasks/admin/hooks/delivery/"
HOOKS = "/tasks/api/v1/webhooks/"
# What is chosen there: the label of the field, and where.
CHOOSING = {
    "/catalog/admin/gear/asset/add/": "Product",
    "/catalog/admin/lending/loan/add/": "Place",
    "/catalog/admin/lending/kit/add/": "Product",
    "/accounts/admin/people/team/add/": "Person",
    "/tasks/admin/work/task/add/": "Blocker",
}
ROWS = (
    "/tasks/admin/work/task/",
    "/tasks/admin/hooks/webhook/",
    "/catalog/admin/gear/product/",
    "/catalog/admin/lending/kit/",
    "/catalog/admin/lending/reservation/",
    "/accounts/admin/people/team/",
    "/accounts/admin/people/user/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_where_something_is_chosen(
    sign_in: SignIn, system: System, scheme: str
) -> None:
    page = sign_in(TASKS, color_scheme=scheme)

    for path, label in CHOOSING.items():
        page.goto(f"{system.url}{path}")
        if more := page.get_by_role("button", name="Add another").all():
            more[0].click()
        shuts_nobody_out(page)
        page.get_by_role("combobox", name=label).last.click()
        page.get_by_role("searchbox", name=label).fill("a")
        expect(page.get_by_role("listbox", name=label).get_by_role("option").first).to_be_visible()
        shuts_nobody_out(page)


def test_nobody_is_shut_out_of_lists_and_rows(sign_in: SignIn, system: System) -> None:
    page = sign_in(TASKS)

    for path in ROWS:
        page.goto(f"{system.url}{path}")
        shuts_nobody_out(page)
        page.locator("#result_list").get_by_role("rowheader").get_by_role("link").first.click()
        shuts_nobody_out(page)
    page.goto(f"{system.url}/tasks/admin/work/team/add/")
    expect(page.get_by_text("Whoever runs this desk")).to_be_visible()
    shuts_nobody_out(page)


def test_several_tasks_are_moved_on_at_once(sign_in: SignIn, system: System, ana: Api) -> None:
    name = f"Sweep {time.monotonic_ns()}"
    made = [ana.post("/tasks/api/v1/tasks/", {"title": f"{name} {n}"}).json() for n in (1, 2)]
    page = sign_in(f"{TASKS}?q={name.replace(' ', '+')}")

    for action, status in {"Begin": "in_progress", "Mark as done": "done"}.items():
        page.get_by_label("Select all objects on this page for an action").check()
        page.get_by_label("Action:").select_option(label=action)
        page.get_by_role("button", name="Go", exact=True).click()
        expect(page.get_by_text("2 changed.")).to_be_visible()
        tasks = [ana.get(f"/tasks/api/v1/tasks/{each['id']}/").json() for each in made]
        assert [each["status"] for each in tasks] == [status, status]
    page.get_by_label("Select all objects on this page for an action").check()
    page.get_by_label("Action:").select_option(label="Let rest")
    page.get_by_role("button", name="Go", exact=True).click()

    expect(page.locator(".messagelist .error")).to_be_visible()
    shuts_nobody_out(page)


def test_what_was_not_taken_is_sent_again(sign_in: SignIn, system: System, ana: Api) -> None:
    words = {"url": "https://chat.example/", "event_types": ["tasks.task_changed.v1"]}
    made = ana.post(HOOKS, {"name": f"Chat {time.monotonic_ns()}", **words})
    assert made.status_code == 201, made.text
    hook = made.json()
    assert ana.post(f"{HOOKS}{hook['id']}/ping/").status_code == 202
    tried = "SELECT problem <> '' FROM hooks_delivery WHERE webhook_id = %s"
    until(lambda: value(system, "tasks", tried, [hook["id"]]))
    given_up = "UPDATE hooks_delivery SET status = 'failed', next_at = NULL WHERE webhook_id = %s"
    rows(system, "tasks", given_up, [hook["id"]])
    page = sign_in(f"{DELIVERIES}?webhook__id__exact={hook['id']}")
    shuts_nobody_out(page)

    page.get_by_label("Select this object for an action").check()
    page.get_by_label("Action:").select_option(label="Send again")
    page.get_by_role("button", name="Go", exact=True).click()

    expect(page.get_by_text("1 changed.")).to_be_visible()
    expect(page.get_by_role("cell", name="Waiting")).to_be_visible()
    page.locator("#result_list").get_by_role("rowheader").get_by_role("link").click()
    shuts_nobody_out(page)
    ana.delete(f"{HOOKS}{hook['id']}/", headers={"If-Match": "*"})


def shuts_nobody_out(page: Page) -> None:
    """Check that a page has no serious fault for whoever cannot see or point."""
    page.wait_for_load_state()  # a click does not wait for the next page, nor for what it puts off
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert not grave, [(each["id"], each["nodes"][0]["html"]) for each in grave]
