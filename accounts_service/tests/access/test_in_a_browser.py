"""The pages as people see them: in Chromium, with its own passkeys, and without barriers."""

import re
import time
from urllib.parse import urlencode

import pytest
from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import expect, sync_playwright

from accounts_service.access import actions as access
from accounts_service.access.actions import factors, limits
from accounts_service.access.models import Client, Consent
from accounts_service.people import actions
from accounts_service.people.models import User
from accounts_service.tests.access.conftest import AUTHORIZE, CALLBACK, CHALLENGE
from accounts_service.tests.conftest import DESK, PASSWORD
from accounts_service.tests.people.mails import link_in, send_all
from tests.browser import chromium

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.filterwarnings("ignore:No directory at"),  # nothing was collected here
]
NEW_PASSWORD = "a password of my own"


@pytest.fixture(scope="module")
def browser():
    """Chromium, as in tests/browser."""
    if chromium.find() is None:
        chromium.install()
    binary = chromium.find()
    if binary is None:
        pytest.skip("No Chromium is here. Type: sudo " + " ".join(chromium.INSTALL))
    expect.set_options(timeout=chromium.PATIENCE_MILLISECONDS)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop is in this thread
        one = playwright.chromium.launch(executable_path=binary, args=chromium.ARGUMENTS)
        yield one
        one.close()


@pytest.fixture
def page(browser, live_server, settings, monkeypatch):
    """A window at the service's own address."""
    # The server's threads end with their request: so must what they hold.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    settings.PUBLIC_URL = live_server.url
    settings.LOGIN_REDIRECT_URL = "/accounts/security/"
    with browser.new_context(base_url=live_server.url) as context:
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        yield page


@pytest.fixture
def passkey(page):
    """An authenticator in the browser, that always knows its user."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def no_barriers(page):
    page.wait_for_load_state()  # a click waits until the next page begins, not until it is there
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def sign_in(page, username="cleo", password=PASSWORD):
    page.goto("/accounts/login/?next=/accounts/security/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_of(secret, later=0):
    """What the app shows; what it shows later is good already, and was not used before."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + later))


def test_an_app_is_set_up_and_then_asked_for(page, cleo):
    sign_in(page)
    no_barriers(page)
    page.get_by_role("link", name="Set up an app").click()
    no_barriers(page)
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("Code of the app").fill(code_of(secret))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("status")).to_have_text("Your authenticator app is set up.")
    page.get_by_role("link", name="Make new recovery codes").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Make new codes").click()
    no_barriers(page)
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Sign out").click()

    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    no_barriers(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    no_barriers(page)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    expect(page.get_by_text("9 left.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    sign_in(page)
    page.get_by_label("Code").fill(code_of(secret, later=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    assert not [said for said in page.said if "Content Security Policy" in said]


def test_a_passkey_is_added_and_lets_in_without_a_password(page, passkey, cleo):
    sign_in(page)
    page.get_by_role("link", name="Add a passkey").click()
    no_barriers(page)
    page.get_by_label("Name").fill("This laptop")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Your passkey is set up.")
    expect(page.get_by_text("This laptop.")).to_be_visible()
    no_barriers(page)
    page.get_by_role("button", name="Sign out").click()

    page.goto("/accounts/login/?next=/accounts/security/")
    no_barriers(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    page.get_by_role("button", name="Sign out").click()

    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    assert not [said for said in page.said if "Content Security Policy" in said]


def test_an_invitation_leads_to_a_password_and_in(page, db, mailoutbox):
    dora = actions.create_person(by=DESK, username="dora", name="Dora", email="dora@example.org")
    actions.invite(user=dora, by=DESK)
    send_all()
    page.goto(link_in(mailoutbox[0]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Dora")
    assert "token" not in page.url
    no_barriers(page)
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("New password confirmation").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set the password").click()

    page.goto("/accounts/security/")
    expect(page.get_by_text("You are signed in as Dora")).to_be_visible()


def test_a_forgotten_password_without_javascript(browser, page, cleo, mailoutbox, live_server):
    User.objects.filter(id=cleo.id).update(email="cleo@example.org")
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/accounts/login/")
        page.get_by_role("link", name="Forgotten your password?").click()
        page.get_by_label("Username or e-mail address").fill("cleo@example.org")
        page.get_by_role("button", name="Send a link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
        send_all()
        page.goto(link_in(mailoutbox[0]))
        page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
        page.get_by_label("New password confirmation").fill(NEW_PASSWORD)
        page.get_by_role("button", name="Set the password").click()
        page.goto("/accounts/security/")
        expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")


def a_passkey_that_fails(page):
    page.goto("/accounts/login/")
    page.locator("form[data-passkey]").evaluate("form => form.submit()")
    expect(page.get_by_role("heading", level=1)).to_have_text("The passkey did not work")
    no_barriers(page)


def a_new_address(page, mailoutbox):
    page.goto("/accounts/email/")
    no_barriers(page)
    page.get_by_label("New e-mail address").fill("new@example.org")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    send_all()
    page.goto(link_in(mailoutbox[-1]))
    no_barriers(page)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirmed")


def a_program_that_asks(page):
    client, _ = access.make_client(
        name="Weekly report", scopes=["tasks:read"], redirect_uris=[CALLBACK]
    )
    words = {"response_type": "code", "client_id": client.client_id, "scope": "tasks:read"}
    words |= {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    page.goto(f"{AUTHORIZE}?{urlencode(words)}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Allow Weekly report?")
    no_barriers(page)
    page.goto(f"{AUTHORIZE}?{urlencode(words | {'redirect_uri': 'https://evil.example/'})}")
    expect(page.get_by_role("heading", level=1)).to_have_text("This did not work")
    no_barriers(page)


def a_device_that_asks(page):
    client, _ = access.make_client(name="Scanner", scopes=["tasks:read"], public=True, device=True)
    words = {"client_id": client.client_id, "scope": "tasks:read"}
    device = page.request.post("/accounts/o/device-authorization/", form=words).json()
    page.goto(f"/accounts/o/device/?user_code={device['user_code']}")
    no_barriers(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Let Scanner in?")
    no_barriers(page)
    page.get_by_role("button", name="Refuse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Refused")


def a_program_that_signs_out(page, elsewhere):
    """At another address: Chromium holds the redirect of the form against the page's policy."""
    client, _ = access.make_client(
        name="Reports",
        scopes=["openid"],
        redirect_uris=[CALLBACK],
        post_logout_redirect_uris=[elsewhere],
    )
    words = {"client_id": client.client_id, "post_logout_redirect_uri": elsewhere}
    question = f"/accounts/o/logout/?{urlencode(words)}"
    page.goto(question)
    no_barriers(page)
    page.get_by_role("button", name="Stay").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are still signed in")
    no_barriers(page)
    page.goto(question)
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(elsewhere)


def test_no_page_has_barriers(page, cleo, settings, mailoutbox, signing_key, live_server):
    for _ in range(10):
        limits.SIGN_IN.spend("cleo")
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many tries")
    no_barriers(page)
    limits.SIGN_IN.forget("cleo")
    for path in ("/accounts/password/new/?for=invite&token=x", "/accounts/password/forgotten/"):
        page.goto(path)
        no_barriers(page)
    page.get_by_label("Username or e-mail address").fill("nobody")
    page.get_by_role("button", name="Send a link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    no_barriers(page)
    settings.SECOND_FACTOR_FOR = "everybody"
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    no_barriers(page)
    settings.SECOND_FACTOR_FOR = "nobody"
    a_passkey_that_fails(page)
    sign_in(page)
    a_new_address(page, mailoutbox)
    a_program_that_asks(page)
    a_device_that_asks(page)
    page.goto("/accounts/password/")
    no_barriers(page)
    page.goto("/accounts/security/")
    page.get_by_role("link", name="API tokens").click()
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("alert")).to_contain_text("What is it for?")
    wrong = page.get_by_role("alert").get_by_role("link").all()
    assert [link.get_attribute("href") for link in wrong] == ["#id_name", "#id_scopes"]
    expect(page.locator("#id_scopes")).to_be_visible()
    no_barriers(page)
    page.get_by_label("What is it for?").fill("Nightly")
    page.get_by_label("see tasks").check()
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_label("The token")).to_have_value(re.compile("^kr_"))
    no_barriers(page)
    page.get_by_role("link", name="I have kept it").click()
    page.get_by_role("link", name="Revoke Nightly").click()
    no_barriers(page)
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("status")).to_have_text("Nightly is revoked.")
    report = Client.objects.create(name="Weekly report", algorithm="RS256")
    Consent.objects.create(person=cleo, client=report, scopes="tasks:read")
    page.goto("/accounts/security/")
    page.get_by_role("link", name="Programs that you let in").click()
    no_barriers(page)
    page.get_by_role("link", name="Take it back from Weekly report").click()
    no_barriers(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_have_text("Weekly report is out.")
    factors.add_code_app(person=cleo, secret=(one := factors.new_secret()), code=code_of(one))
    page.goto("/accounts/security/")
    page.get_by_role("link", name="Remove the app").click()
    no_barriers(page)
    page.goto("/accounts/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not for you")
    no_barriers(page)
    here, there = live_server.url, live_server.url.replace("localhost", "127.0.0.1")
    assert here != there
    a_program_that_signs_out(page, f"{there}/accounts/login/?bye")
