"""One login opens every admin and browsable API, one logout closes them: in a real browser."""

import time
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.running import Api, System, until

ADMINS = {name: f"/{name}/admin/" for name in ("accounts", "tasks", "catalog")}
APIS = {name: f"/{name}/api/v1/" for name in ADMINS}
ASKED = 4  # so often that each process of a service has most likely answered
SignIn = Callable[..., Page]


def opens(page: Page, address: str) -> bool:
    """Tell whether an address is open to the browser, without a page in the way."""
    answer = page.goto(address)
    return bool(answer and answer.ok and page.url == address and "Log in" not in page.content())


def is_closed(page: Page, address: str) -> bool:
    """Tell whether an address is closed, whichever process answers."""
    return not any(opens(page, address) for _ in range(ASKED))


def test_one_login_opens_all_and_one_logout_closes_all(sign_in: SignIn, system: System) -> None:
    page = sign_in("/tasks/admin/work/task/?q=cable")
    expect(page).to_have_url(f"{system.url}/tasks/admin/work/task/?q=cable")
    every = [f"{system.url}{path}" for path in (*ADMINS.values(), *APIS.values())]

    assert [address for address in every if not opens(page, address)] == []

    page.goto(f"{system.url}{APIS['catalog']}")
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(f"{system.url}/")
    until(lambda: is_closed(page, f"{system.url}{ADMINS['tasks']}"))
    assert [address for address in every if opens(page, address)] == []


def test_a_role_that_is_taken_away_closes_what_is_open(
    sign_in: SignIn, system: System, ana: Api
) -> None:
    page = sign_in(ADMINS["tasks"], "ben")
    admin = f"{system.url}{ADMINS['tasks']}"
    assert opens(page, admin)
    (ben,) = ana.get("/accounts/api/v1/people/?username=ben").json()["results"]
    place = f"/accounts/api/v1/people/{ben['id']}/"

    try:
        assert ana.patch(place, {"role": "viewer"}).status_code == 200
        until(lambda: is_closed(page, admin))
    finally:
        ana.patch(place, {"role": ben["role"]})


def test_cookies_are_each_services_own(sign_in: SignIn, system: System) -> None:
    page = sign_in(ADMINS["tasks"])
    page.goto(f"{system.url}{ADMINS['catalog']}")

    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}

    assert set(cookies) == {f"{name}_{what}" for name in ADMINS for what in ("session", "csrf")}
    for name, cookie in cookies.items():
        assert cookie["path"] == f"/{name.partition('_')[0]}/"
        assert cookie["sameSite"] == "Lax"
        assert cookie["httpOnly"] or name.endswith("_csrf")


def test_who_does_not_run_the_desk_gets_a_page_and_a_way_out(
    sign_in: SignIn, system: System
) -> None:
    page = sign_in(ADMINS["catalog"], "cleo")

    expect(page.get_by_role("heading", name="This admin is not open to you")).to_be_visible()
    expect(page.get_by_text("Cleo Martin")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(f"{system.url}/")


def test_a_form_of_the_browsable_api_posts(sign_in: SignIn, system: System) -> None:
    page = sign_in("/catalog/admin/gear/port/")
    page.goto(f"{system.url}/catalog/api/v1/ports/")

    form = page.get_by_role("region", name="POST a form")
    form.get_by_label("Name").fill(f"Port {time.monotonic_ns()}")
    form.get_by_role("button", name="POST").click()

    expect(page.get_by_text("HTTP 201 Created")).to_be_visible()


def test_a_row_is_deleted_in_the_browsable_api(sign_in: SignIn, system: System) -> None:
    with system.api("ana") as api:
        made = api.post("/catalog/api/v1/ports/", {"name": f"Port {time.monotonic_ns()}"})
    page = sign_in("/catalog/admin/")
    page.goto(f"{system.url}/catalog/api/v1/ports/{made.json()['id']}/")

    page.get_by_text("DELETE …").click()
    page.get_by_role("button", name="Delete").click()

    expect(page.get_by_text("HTTP 204 No Content")).to_be_visible()
    assert page.goto(page.url).status == 404  # type: ignore[union-attr]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(sign_in: SignIn, system: System, scheme: str) -> None:
    page = sign_in(ADMINS["tasks"])
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    pages = [
        *ADMINS.values(),
        *APIS.values(),
        "/tasks/api/v1/tasks/",
        "/catalog/api/v1/products/?limit=2",
        "/tasks/admin/logins/login/",
        "/tasks/sign-in/callback/",
    ]

    shut = {}
    for path in pages:
        page.goto(f"{system.url}{path}")
        result = Axe().run(page)
        if result.violations_count:
            shut[path] = result.generate_report()

    assert not shut, "\n".join(f"{path}: {words}" for path, words in shut.items())


def test_the_browsable_api_has_a_way_in(open_page: Callable[..., Page], system: System) -> None:
    page = open_page(f"{system.url}/tasks/api/v1/tasks/?limit=3")
    assert Axe().run(page).violations_count == 0

    page.get_by_role("link", name="Log in").click()
    page.get_by_label("Username").fill("ben")
    page.get_by_label("Password", exact=True).fill(system.password())
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url(f"{system.url}/tasks/api/v1/tasks/?limit=3")
    expect(page.get_by_text("Ben Okafor").first).to_be_visible()
