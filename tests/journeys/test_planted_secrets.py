"""Whatever secret a user types, sends or is given lies nowhere afterwards but where it must.

Each is planted through the gateway as a user would; then every file of the run folder, every table
and every key of Redis is searched.
"""

import base64
import hashlib
import hmac
import http.client
import re
import secrets
import struct
import time
from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.faults.databases import events_redis
from tests.journeys import searching
from tests.journeys.browsing import HIDDEN, Person, made
from tests.running import until

PEOPLE = "/accounts/api/v1/people/"
API_TOKENS = "/accounts/api/v1/api-tokens/"
LISTS = (PEOPLE, "/tasks/api/v1/tasks/", "/catalog/api/v1/products/")
CALLBACK = "https://planted.example.org/callback"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"

# Which secret may lie in which place, and why.
ALLOWED = (
    (r"installation: .*", r"file secrets/.*", "where an installation keeps its secrets"),
    (r"installation: .*(redis-password|-url)", r"file redis/redis\.conf", "Redis reads it there"),
    (r"installation: gateway-secret", r"file nginx/.*\.conf", "the gateway reads it there"),
    (r"link in .*", r"file mail/.*", "no mail server is set: mails with their links are files"),
)


class Planted(dict):
    """Secrets by their names; one of several texts lies where all of them do."""

    def make(self, name):
        """Make up a secret that a user types or sends."""
        return self.keep(name, f"planted{secrets.token_hex(12)}")

    def keep(self, name, text):
        """Note a secret that a user was given."""
        assert len(text) >= 8, name
        self[f"{name} ({len(self)})"] = [text]
        return text


@pytest.fixture(scope="module")
def admin(system):
    """Call the gateway as the demo admin, in all of these tests."""
    with system.api("ana") as api:
        yield api


@pytest.fixture(scope="module")
def planted(system, admin):
    """Do everything that has to do with a secret, once."""
    planted = Planted(of_the_installation(system))
    token = admin.session.headers["Authorization"]
    planted.keep("access token of the command", token.rpartition(".")[2])
    with Person(system, f"dora-{time.monotonic_ns()}") as dora:
        comes_in(system, planted, admin, dora)
        lets_programs_in(system, planted, dora)
        makes_tokens(system, planted, dora)
        sets_second_factors(system, planted, dora)
        loses_the_password(system, planted, dora)
        puts_them_where_none_belongs(system, planted, admin)
    return planted


def test_s7_no_planted_secret_is_found(system, planted, record_property):
    began = time.monotonic()
    seen, places = searching.found(planted, searching.everywhere(system))

    leaks = sorted(each for each in seen if not is_allowed(*each))
    assert not leaks, leaks
    assert len(planted) > 80
    assert places >= 150
    said = f"{len(planted)} secrets in {places} places: 0 found where none may be"
    record_property("figure", f"S7  {said} ({time.monotonic() - began:.1f} s)")


def test_the_search_finds_what_lies_in_a_log_a_row_and_redis(system, admin):
    secret = f"planted{secrets.token_hex(12)}"
    log, key = system.run / "logs" / "planted.log", f"planted-{secret}"
    task = admin.post("/tasks/api/v1/tasks/", {"title": f"With {secret}"}).headers["Location"]
    log.write_text(f'{{"event": "planted", "said": "{secret}"}}\n')
    events_redis(system).lpush(key, secret)
    try:
        seen, _ = searching.found({"it": [secret]}, searching.everywhere(system))
    finally:
        log.unlink()
        events_redis(system).delete(key)
        admin.delete(task)

    places = {place for _, place in seen}
    assert {"file logs/planted.log", "table tasks.work_task"} <= places
    assert any(place.startswith("redis") for place in places)


def test_a_session_is_unpacked_before_it_is_searched():
    plain = base64.urlsafe_b64encode(b'{"link": "a token"}').decode().rstrip("=")
    packed = "." + base64.urlsafe_b64encode(searching.zlib.compress(b'{"link": "x"}')).decode()

    assert searching.unpacked(f"{plain}:1abc:sign") == b'{"link": "a token"}'
    assert searching.unpacked(f"{packed}:1abc:sign") == b'{"link": "x"}'


def is_allowed(secret, place):
    return any(re.fullmatch(a, secret) and re.fullmatch(b, place) for a, b, _ in ALLOWED)


def of_the_installation(system):
    """The secrets that `up` made: of an address its password, of a key file a line of it."""
    for path in sorted((system.run / "secrets").rglob("*")):
        if path.is_file() and path.name != "pgpass":
            text = path.read_text().strip()
            lines = [line for line in text.splitlines() if "-----" not in line]
            words = urlsplit(text).password if "://" in text else lines[len(lines) // 2]
            yield f"installation: {path.relative_to(system.run / 'secrets')}", [words]


def comes_in(system, planted, ana, dora):
    """Be invited, choose a password, mistype it, change it."""
    address = f"{dora.name}@example.org"
    words = {"username": dora.name, "name": "Dora", "email": address, "role": "technician"}
    assert ana.post(PEOPLE, words).status_code == 201
    page = dora.opens(link_to(system, planted, address, "invite"))
    mistyped = [planted.make(f"new password, mistyped {each}") for each in ("once", "twice")]
    page = dora.sends(page, new_password1=mistyped[0], new_password2=mistyped[1])
    dora.password = planted.make("password of an invitation")
    dora.sends(page, new_password1=dora.password, new_password2=dora.password)

    wrong = planted.make("wrong password")
    for typed in (dora.name, planted.make("password in the username's field")):
        assert "password" in typed_at_the_door(system, typed, wrong).text

    old, dora.password = dora.password, planted.make("changed password")
    page = dora.opens(f"{system.url}/accounts/password/")
    new = {"new_password1": dora.password, "new_password2": dora.password}
    wrong = planted.make("wrong old password")
    page = dora.sends(page, password=wrong, **new)
    assert "/security/" in dora.sends(page, password=old, **new).url

    assert dora.opens(f"{system.url}/tasks/admin/").status_code == 200
    for name in ("accounts_session", "tasks_session"):
        planted.keep(f"cookie {name}", dora.session.cookies[name])


def typed_at_the_door(system, username, password):
    """Send the sign-in form once, whatever comes of it."""
    with requests.Session() as browser:
        page = browser.get(f"{system.url}/accounts/login/", timeout=30)
        words = dict(HIDDEN.findall(page.text), username=username, password=password)
        answer = browser.post(page.url, words, headers={"Referer": page.url}, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer


def lets_programs_in(system, planted, dora):
    """Code with PKCE, refreshing, giving back; wrong secrets; a device."""
    at = f"{system.url}/accounts/o"
    client = made(system, "--name=Planted", f"--redirect-uri={CALLBACK}", "--scope=tasks:read")
    own = (client["client_id"], planted.keep("client secret", client["client_secret"]))

    def post(path, auth=own, **words):
        return requests.post(f"{at}/{path}/", words, auth=auth, timeout=30)

    verifier = planted.make("code verifier") * 2
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode()
    asked = {
        "response_type": "code",
        "client_id": own[0],
        "redirect_uri": CALLBACK,
        "scope": "tasks:read",
        "code_challenge": challenge.rstrip("="),
        "code_challenge_method": "S256",
        "state": planted.make("state"),
    }
    address = requests.Request("GET", f"{at}/authorize/", params=asked).prepare().url
    answer = dora.sends(dora.opens(address), stop=CALLBACK, allow="true")
    [code] = parse_qs(urlsplit(answer.headers["Location"]).query)["code"]
    redeem = {"grant_type": "authorization_code", "redirect_uri": CALLBACK}
    planted.keep("authorization code", code)
    wrong = planted.make("wrong authorization code")
    assert post("token", code=wrong, code_verifier=verifier, **redeem).status_code == 400
    first = post("token", code=code, code_verifier=verifier, **redeem).json()
    keep_tokens(planted, first, "of a code")

    refresh = {"grant_type": "refresh_token"}
    second = post("token", refresh_token=first["refresh_token"], **refresh).json()
    keep_tokens(planted, second, "of a refresh")
    assert post("introspect", token=second["access_token"]).json()["active"]
    wrong = planted.make("wrong refresh token")
    assert post("token", refresh_token=wrong, **refresh).status_code == 400
    assert post("token", refresh_token=first["refresh_token"], **refresh).status_code == 400
    assert post("revoke_token", token=second["refresh_token"]).status_code == 200

    client = {"grant_type": "client_credentials"}
    wrong = (own[0], planted.make("wrong client secret"))
    assert post("token", wrong, **client).status_code == 401
    in_body = {"client_id": wrong[0], "client_secret": wrong[1], **client}
    assert post("token", None, **in_body).status_code == 401

    shown = {"client_id": "kitroom-cli", "scope": "tasks:read"}
    waits = post("device-authorization", None, **shown).json()
    planted.keep("device code that nobody confirmed", waits["device_code"])
    device = post("device-authorization", None, **shown).json()
    shown["device_code"] = planted.keep("device code", device["device_code"])
    page = dora.opens(device["verification_uri_complete"])
    dora.sends(dora.sends(page, user_code=device["user_code"]), decision="allow")
    given = post("token", None, grant_type=DEVICE, **shown).json()
    keep_tokens(planted, given, "of a device")


def keep_tokens(planted, given, whence):
    """Of an access token the signature is the secret: the rest is what anybody may know."""
    planted.keep(f"access token {whence}", given["access_token"].rpartition(".")[2])
    if "refresh_token" in given:
        planted.keep(f"refresh token {whence}", given["refresh_token"])


def makes_tokens(system, planted, dora):
    """API tokens, one under a key whose answer must not be kept, shown right and wrong."""
    body = {"name": "Planted", "scopes": ["tasks:read"]}
    own = {"Referer": f"{system.url}/", "X-CSRFToken": dora.session.cookies["accounts_csrf"]}

    def make(**headers):
        address = f"{system.url}{API_TOKENS}"
        return dora.session.post(address, json=body, headers=own | headers, timeout=30)

    with system.api(None) as api:
        for key in ({}, {"Idempotency-Key": "a-key"}):
            secret = make(**key).json()["secret"]
            planted.keep(f"API token {'under a key' if key else 'by itself'}", secret[8:])
            shown = {"Authorization": f"Bearer {secret}"}
            answer = api.post(LISTS[1], {"title": "Mine"}, headers=shown | key)
            assert answer.status_code == 403
            assert api.get(LISTS[1], headers=shown).status_code == 200
        assert make(**key).status_code == 409
        unknown = secrets.token_urlsafe(32)[:43]
        planted.keep("API token that nobody made", unknown)
        for path in LISTS:
            api.get(path, headers={"Authorization": f"Bearer kr_{unknown}"})


def sets_second_factors(system, planted, dora):
    """An authenticator app and recovery codes; the codes themselves are too short to look for."""
    page = dora.opens(f"{system.url}/accounts/security/app/")
    secret = re.search(r"<code>([A-Z2-7 ]{16,})</code>", page.text)[1].replace(" ", "")
    planted.keep("secret of an authenticator app", secret)
    dora.sends(page, code=code_of(secret), password=dora.password)
    page = dora.opens(f"{system.url}/accounts/security/recovery-codes/")
    page = dora.sends(page, password=dora.password)
    planted["recovery codes"] = re.findall(r"<li><code>([^<]+)</code>", page.text)
    assert len(planted["recovery codes"]) == 10
    page = dora.opens(f"{system.url}/accounts/security/app/")  # a secret that is never set up
    if again := re.search(r"<code>([A-Z2-7 ]{16,})</code>", page.text):
        planted.keep("secret of an app not set up", again[1].replace(" ", ""))


def code_of(secret):
    """The code that an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF) % 10**6:06d}"


def loses_the_password(system, planted, dora):
    """Ask for another address and another password, open the links, and go away."""
    page = dora.opens(f"{system.url}/accounts/email/")
    other = f"{dora.name}@elsewhere.example.org"
    dora.sends(page, email=other, password=dora.password)
    with Person(system, dora.name) as visitor:
        visitor.opens(link_to(system, planted, other, "email"))
    with Person(system, dora.name) as visitor:
        page = visitor.opens(f"{system.url}/accounts/password/forgotten/")
        visitor.sends(page, whom=planted.make("password in the field for who forgot"))
        visitor.sends(page, whom=dora.name)
        address = link_to(system, planted, f"{dora.name}@example.org", "reset")
        assert "new_password1" in visitor.opens(address).text


def link_to(system, planted, address, purpose):
    """Wait for the mail, and return its link; the secret of it is the signature at its end."""
    link = until(lambda: link_in_mails(system.run / "mail", address, f"for={purpose}"), 60)
    [token] = parse_qs(urlsplit(link).query)["token"]
    planted.keep(f"link in a mail: {purpose}", token.rpartition(":")[2])
    return link


def link_in_mails(folder, address, words):
    for path in folder.iterdir():
        for raw in path.read_bytes().split(b"-" * 79):
            mail = message_from_bytes(raw.strip(), policy=policy.default)
            if address in (mail["To"] or "") and (body := mail.get_body(("plain",))):
                for link in re.findall(r"http\S+", body.get_content()):
                    if words in link:
                        return link
    return ""


def puts_them_where_none_belongs(system, planted, ana):
    """In queries, headers, cookies and bodies that nobody asked for, refused and let through."""
    names = ("token", "password", "access_token", "code", "client_secret", "search")
    query = "&".join(f"{name}={planted.make(f'{name} in a query')}" for name in names)
    inner = ("/", "/nothing/here/", "/tasks/static/nothing.css", "/accounts/login/")
    with system.api(None) as api:
        for path in (*LISTS, *inner):
            api.get(f"{path}?{query}")
        for path in LISTS:
            ana.get(f"{path}?{query}")
        api.post(f"/accounts/o/token/?{query}")
        ana.call("PURGE", f"{LISTS[0]}?{query}")
        too_large(system, f"{LISTS[2]}?{query}")
        for scheme in ("Bearer ", "Basic ", "Token ", "Bearer kr_", ""):
            header = scheme + planted.make(f"header '{scheme}…'")
            for path in LISTS:
                api.get(path, headers={"Authorization": header})
        cookies = {f"{name}_session": planted.make("a cookie") for name in ("accounts", "tasks")}
        for path in LISTS:
            api.get(path, cookies=cookies, headers={"X-Api-Key": planted.make("another header")})
            referer = f"{system.url}/?token={planted.make('an address before')}"
            api.get(path, headers={"Referer": referer})
            api.call("POST", "/accounts/login/", data={}, headers={"Referer": referer})
    for path in LISTS:
        body = {"password": planted.make("password in a body"), "username": "x", "title": "x" * 999}
        ana.post(path, body)
        ana.post(path, body, headers={"Idempotency-Key": f"planted-{time.monotonic_ns()}"})
        broken = f'{{"password": "{planted.make("password in broken JSON")}"'
        headers = {"Content-Type": "application/json"}
        ana.call("POST", path, data=broken, headers=headers)


def too_large(system, path):
    """Announce a body that the gateway will not take."""
    connection = http.client.HTTPConnection("127.0.0.1", system.port, timeout=30)
    connection.putrequest("POST", path)
    connection.putheader("Content-Length", str(10**9))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
