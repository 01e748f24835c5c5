"""The rows of the benchmark, and the requests that ask for them."""

from bench import contestants, questions, rows, tokens


def test_owners_have_ids_that_postgresql_makes_too():
    assert rows.person(3) == "20523c9d-a109-2760-54b3-46458c2d9072"  # md5('person 3')::uuid


def test_a_request_says_how_long_its_body_is():
    text = questions.request("POST", "/tasks/", "t", body={"title": "x"}, headers=["A: b"])

    head, _, body = text.partition("\r\n\r\n")
    assert f"Content-Length: {len(body)}" in head.split("\r\n")
    assert "A: b" in head


def test_a_forged_token_is_signed_by_somebody_else(monkeypatch):
    monkeypatch.setenv("KITROOM_PUBLIC_URL", "http://testserver")

    ours, theirs = tokens.token("ana").split("."), tokens.forged("ana").split(".")

    assert ours[0] == theirs[0]
    assert ours[2] != theirs[2]


def test_lists_are_asked_with_what_a_contestant_needs(monkeypatch):
    monkeypatch.setenv("KITROOM_PUBLIC_URL", "http://testserver")
    ours, peer = contestants.ALL["kitroom"], contestants.ALL["drf"]

    (first,) = questions.lists(ours, [1], query="status=done")
    (other,) = questions.lists(peer, [1])

    assert first.startswith(f"GET {ours.path}?{contestants.BARE}&status=done HTTP/1.1\r\n")
    assert other.startswith("GET /tasks/ HTTP/1.1\r\n")
