"""Inviting everybody on a list: our columns, and the users file of Snipe-IT."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from accounts_service.people import actions
from accounts_service.people.actions import arriving, lists
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK
from accounts_service.tests.people.mails import send_all
from chassis.jobs.models import Job

IMPORTS = "/accounts/api/v1/people/imports/"
ADMIN = "/accounts/admin/people/user/import/"
OURS = """username;Name;E-mail;Phone;Role
dora;Dora Mär;Dora@example.org;+49 30 1234;technician
;Émil Zola;emil.zola@example.org;;
cleo;Somebody Else;cleo2@example.org;;
"""
SNIPE_IT = (
    "\ufeffFirst Name,Last Name,Email,Username,Activated,Location,Phone,Job Title,VIP\r\n"
    'Reagen,Tenant,rtenant0@example.com,RTenant0,true,"Braun, Ullrich",895-137-2034,Nurse,true\r\n'
    "Kenneth,Lefeuvre,klefeuvre1@example.com,klefeuvre1,false,,,Engineer,\r\n"
    "\r\n"
    "Kiel,,,keland2,true,,,,\r\n"
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def send(admin_api):
    """Send a list, by the API."""

    def send(content, *, key="", **words):
        body = content if isinstance(content, bytes) else content.encode()
        form = {"file": SimpleUploadedFile("list.csv", body), **words}
        headers = {"Idempotency-Key": key} if key else {}
        return admin_api.post(IMPORTS, form, format="multipart", headers=headers)

    return send


def outcomes(answer):
    assert answer.status_code == 200, answer.content
    return [(row["line"], row["username"], row["outcome"]) for row in answer.json()["rows"]]


def test_a_list_with_our_columns(send, cleo, mailoutbox):
    answer = send(OURS)

    assert outcomes(answer) == [
        (2, "dora", "invited"),
        (3, "emil.zola", "invited"),
        (4, "cleo", "already_here"),
    ]
    assert answer.json()["counts"] == {"invited": 2, "added": 0, "already_here": 1, "refused": 0}
    dora, emil = User.objects.get(username="dora"), User.objects.get(username="emil.zola")
    assert (dora.name, dora.role, dora.phone) == ("Dora Mär", "technician", "+49 30 1234")
    assert (emil.role, emil.email) == ("viewer", "emil.zola@example.org")
    send_all()
    assert sorted(mail.to[0] for mail in mailoutbox) == [
        "Dora@example.org",
        "emil.zola@example.org",
    ]
    cleo.refresh_from_db()
    assert (cleo.name, cleo.email) == ("Cleo Martin", "")


def test_the_users_file_of_snipe_it(send, mailoutbox):
    answer = send(SNIPE_IT)

    assert outcomes(answer) == [
        (2, "rtenant0", "invited"),
        (3, "klefeuvre1", "added"),
        (5, "keland2", "added"),
    ]
    found = answer.json()["found"]
    assert (found["encoding"], found["delimiter"]) == ("utf-8", "comma")
    assert found["columns"]["First Name"] == "first_name"
    assert found["columns"]["Location"] is None
    tenant = User.objects.get(username="rtenant0")
    assert (tenant.name, tenant.phone, tenant.role) == ("Reagen Tenant", "895-137-2034", "viewer")
    send_all()
    assert [mail.to for mail in mailoutbox] == [["rtenant0@example.com"]]


def test_sent_again_nobody_is_invited_twice(send, mailoutbox):
    first = send(OURS, key="a key")
    assert send(OURS, key="a key").json() == first.json()

    again = send(OURS)

    assert {row["outcome"] for row in again.json()["rows"]} == {"already_here"}
    send_all()
    assert len(mailoutbox) == 3
    assert User.objects.filter(username="dora").count() == 1


def test_a_dry_run_tells_the_same_and_changes_nothing(send, cleo):
    told = send(OURS, dry_run="true").json()

    assert told["dry_run"] is True
    assert set(User.objects.values_list("username", flat=True)) == {"ana", "cleo"}
    assert not Job.objects.exists()
    assert told["rows"] == send(OURS).json()["rows"]


def test_all_mistakes_are_told_and_the_other_rows_go_in(send, ben):
    answer = send(
        "username,email,phone,role,name\n"
        "dora,nowhere,call me,king,Dora\n"
        "emil,emil@example.org,,admin,Emil\n"
        "finn,same@example.org,,,\n"
        "gina,SAME@example.org,,,\n"
        "hugo,hugo@example.org,,,Hugo,one more\n"
        ",ben@example.org,,,\n"
        "-,,,,\n"
        "good,good@example.org,,,\n"
    )

    issues = {
        row["line"]: {(issue["attr"], issue["code"]) for issue in row["issues"]}
        for row in answer.json()["rows"]
    }
    assert issues[2] == {("email", "invalid"), ("phone", "invalid"), ("role", "invalid_choice")}
    assert issues[3] == {("role", "admin_not_asked_for")}
    assert issues[4] == issues[5] == {("email", "twice")}
    assert issues[6] == {("", "too_many_cells")}
    assert issues[7] == {("username", "username_taken")}
    assert issues[8] == {("username", "blank")}
    assert issues[9] == set()
    assert set(User.objects.values_list("username", flat=True)) == {"ana", "ben", "good"}


def test_admins_are_made_only_where_that_is_said(send):
    send("username,role\ndora,admin\n", admins="true")
    send("username\nemil\n", role="admin")

    assert set(User.objects.filter(role="admin").values_list("username", flat=True)) == {
        "ana", "dora", "emil",
    }  # fmt: skip


def test_nobody_is_invited_where_that_is_said(send):
    send(OURS, invite="false")

    assert User.objects.filter(username="dora").exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings_are_found_out(encoding, send):
    send(OURS.encode(encoding))

    assert User.objects.get(username="dora").name == "Dora Mär"


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "file_empty"),
        (b"username,email\n", 400, "file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 400, "not_utf8"),
        (b"PK\x03\x04 a workbook", 400, "not_a_table"),
        (b"username\ndo\x00ra\n", 400, "holds_nul"),
        (b"colour,size\nred,4\n", 400, "column_missing"),
        (b'{"username": "dora"}\n', 400, "column_missing"),
        (b"username,username\ndora,emil\n", 400, "column_twice"),
        (b",".join(b"c%d" % n for n in range(10_000)) + b"\nx\n", 400, "too_many_columns"),
        (b'username\n"dora\n', 400, "quote_broken"),
        (b"username\n" + b"dora\n" * 501, 413, "too_many_people"),
        (b"username\n" + b"x" * lists.LONGEST_FILE, 413, "payload_too_large"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(content, status, code, send, refused):
    refused(send(content), status, code)

    assert User.objects.count() == 1


def test_a_mistyped_field_is_refused(send, refused):
    refused(send(OURS, dryrun="true"), 400, "invalid")
    assert User.objects.count() == 1


def test_only_admins_send_lists(ben, speaking_for, refused):
    form = {"file": SimpleUploadedFile("list.csv", OURS.encode())}

    refused(speaking_for(ben).post(IMPORTS, form, format="multipart"), 403, "forbidden")


def test_who_is_added_in_the_same_moment_is_here(monkeypatch, send):
    find = arriving._find_who_is_here

    def and_then(rows):
        find(rows)
        actions.create_person(by=DESK, username="other", email="dora@example.org")

    monkeypatch.setattr(arriving, "_find_who_is_here", and_then)

    assert outcomes(send(OURS))[0] == (2, "dora", "already_here")


def test_the_admin_has_a_page_for_it(staff):
    link = staff.get("/accounts/admin/people/user/").content.decode()
    assert f'href="{ADMIN}"' in link

    def post(content, **words):
        form = {"file": SimpleUploadedFile("list.csv", content.encode()), "role": "viewer"}
        return staff.post(ADMIN, {**form, **words}).content.decode()

    assert "Nothing was changed. invited: 3" in post(OURS, invite="on", dry_run="on")
    assert not User.objects.filter(username="dora").exists()
    assert "invited: 3" in post(OURS, invite="on")
    assert User.objects.filter(username="dora").exists()
    assert "No column of the file" in post("colour\nred\n")


def test_whoever_may_not_add_people_has_no_page(ben, client):
    client.force_login(ben)

    assert client.get(ADMIN).status_code in {302, 403}


def test_the_command_tells_what_it_does(tmp_path):
    path, said = tmp_path / "users.csv", io.StringIO()
    path.write_text(SNIPE_IT)

    call_command("invite_people", path, "--dry-run", stdout=said)
    assert said.getvalue().startswith("Nothing was changed. 1 invited, 2 added, 0 already here")
    assert User.objects.count() == 0
    call_command("invite_people", path, "--role", "member", stdout=said)
    assert User.objects.filter(role="member").count() == 3

    path.write_text("username,phone\nfinn,call me\n")
    with pytest.raises(CommandError, match="left out"):
        call_command("invite_people", path, stdout=said, stderr=said)
    assert "line 2: phone:" in said.getvalue()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("invite_people", tmp_path / "nothing.csv")
    path.write_bytes(b"GIF89a")
    with pytest.raises(CommandError, match="GIF picture"):
        call_command("invite_people", path)
