"""The table of roles."""

ROLES = "/accounts/api/v1/roles/"


def test_roles_say_what_they_allow(cleo, speaking_for):
    page = speaking_for(cleo).get(ROLES).json()

    roles = {row["role"]: {scope["name"] for scope in row["scopes"]} for row in page["results"]}
    viewer = {"accounts:read", "tasks:read", "catalog:read"}
    member = viewer | {"tasks:write", "catalog:request"}
    technician = member | {"catalog:write", "catalog:desk"}
    operate = {"accounts:operate", "tasks:operate", "catalog:operate"}
    assert roles == {
        "viewer": viewer,
        "member": member,
        "technician": technician,
        "admin": technician | operate | {"accounts:admin"},
    }
    assert (page["next"], page["previous"]) == (None, None)


def test_scopes_are_told_in_words(cleo, speaking_for):
    viewer = speaking_for(cleo).get(ROLES).json()["results"][0]

    assert {"name": "tasks:read", "words": "see tasks"} in viewer["scopes"]


def test_roles_cannot_be_written(admin_api, refused):
    refused(admin_api.post(ROLES, {}), 405, "method_not_allowed")


def test_reading_roles_needs_a_token(anonymous, refused):
    refused(anonymous.get(ROLES), 401, "unauthenticated")
