"""Three services, one shape: the same files, the same names, the same order."""

import ast
from itertools import combinations
from pathlib import Path

import pytest

from stack import figures
from tests.checkout import ROOT, SERVICES

TOP = {
    "__init__.py",
    "README.md",
    "asyncapi.yaml",
    "steps.yaml",
    "celery.py",
    "openapi.yaml",
    "settings.py",
    "tests",
    "urls.py",
    "wsgi.py",
}
# Each may also be a folder of the same name, when it holds more than one subject.
APP = {
    "__init__",
    "actions",
    "admin",
    "apps",
    "clients",
    "errors",
    "events",
    "filters",
    "flows",
    "handlers",
    "jobs",
    "management",
    "migrations",
    "models",
    "permissions",
    "selectors",
    "serializers",
    "static",
    "steps",
    "privacy",
    "templates",
    "urls",
    "views",
}
DUMPS = {"base", "common", "core", "helpers", "lib", "main", "misc", "shared", "util", "utils"}
NAMED_BY_DJANGO = {"chassis/postgres/base.py"}  # what an ENGINE has to be called
# Settings that one service has no use for.
NOT_EVERYWHERE = {
    "ATTACHMENT_MEGABYTES": "accounts keeps no files of people",
    "JWKS_URL": "accounts holds the keys itself and asks nobody for them",
    "AUTHENTICATION_BACKENDS": "people sign in at accounts with a password",
    "SIGN_IN_AT": "accounts is where people sign in",
    "SIGN_IN_SCOPES": "accounts is where people sign in",
    "PAGES": "the pages of accounts are about whoever looks at them: ACCOUNT_URL leads there",
}
# Settings whose values may differ in more than the service's name.
OWN = {
    "INSTALLED_APPS": "every service has apps of its own",
    "PAGES": "every service has pages of its own",
    "SIGN_IN_SCOPES": "every service has scopes of its own",
    "SPECTACULAR_SETTINGS": "every service has a sentence of its own",
}
OWN_IN_ACCOUNTS = {
    "AUTH_USER_MODEL": "its people are its users",
    "LOGIN_URL": "it has the sign-in page",
    "LOGIN_REDIRECT_URL": "people come from the portal",
    "MIDDLEWARE": "its sign-in has second factors",
    "TOKEN_KEYS": "it holds the keys itself",
    "JOB_SCOPES": "writing is for its admins: there is no accounts:write",
}

PACKAGES = [service.package for service in SERVICES]


def entries(folder: Path) -> set[str]:
    """Return the names in a folder, but for what Python makes."""
    return {path.name for path in folder.iterdir() if path.name != "__pycache__"}


def apps(package: Path) -> list[Path]:
    """Return the apps of a service."""
    return sorted(path.parent for path in package.glob("*/apps.py"))


def strays(package: Path) -> list[str]:
    """Return what is missing from a service or stands in it without a place."""
    folders = {app.name for app in apps(package)}
    found = entries(package) - folders
    stray = [f"{package.name}/{name} has no place" for name in found - TOP]
    missing = [f"{package.name}/{name} is missing" for name in TOP - found]
    inside = [
        f"{package.name}/{app.name}/{name} has no place"
        for app in apps(package)
        for name in entries(app)
        if name.removesuffix(".py") not in APP
    ]
    return sorted(stray + missing + inside)


def settings_names(package: Path) -> list[str]:
    """Return the names of a settings page, in their order."""
    page = ast.parse((package / "settings.py").read_text())
    targets = [node.targets[0] for node in page.body if isinstance(node, ast.Assign)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def settings_values(package: Path) -> dict[str, str]:
    """Return the values of a settings page as they are written."""
    page = ast.parse((package / "settings.py").read_text()).body
    assigned = [node for node in page if isinstance(node, ast.Assign)]
    return {ast.unparse(node.targets[0]): ast.unparse(node.value) for node in assigned}


def nameless(text: str, name: str) -> str:
    """Return a text without the name of its service."""
    for word, instead in ((name, "name"), (name.upper(), "NAME"), (name.title(), "Name")):
        text = text.replace(word, instead)
    return text


def shape(module: Path, name: str) -> str:
    """Return what a module does, without docstring, imports, routes and the service's name."""
    body = ast.parse(module.read_text()).body[1:]
    kept = [node for node in body if not _is_import(node) and not _is_route(node)]
    text = "\n".join(ast.dump(_usual_part(node)) for node in kept)
    return nameless(text, name)


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _is_route(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and "router.register" in ast.unparse(node)


def _usual_part(node: ast.stmt) -> ast.AST:
    """Return a statement; of `urlpatterns = [*service(…), …]` only what all services have."""
    if ast.unparse(node).startswith("urlpatterns = ["):
        calls = (call for call in ast.walk(node) if isinstance(call, ast.Call))
        node.value = next(call for call in calls if ast.unparse(call.func) == "service")
    return node


@pytest.mark.parametrize("package", PACKAGES)
def test_a_service_holds_what_every_service_holds_and_nothing_else(package):
    found = strays(ROOT / package)

    assert not found, "\n".join(found)


def test_an_app_is_tested_in_a_folder_of_its_own_name():
    untested = [
        str(app.relative_to(ROOT))
        for package in PACKAGES
        for app in apps(ROOT / package)
        if not list((ROOT / package / "tests" / app.name).glob("test_*.py"))
    ]

    assert not untested, "\n".join(untested)


def test_no_module_is_a_place_for_anything():
    folders = [*PACKAGES, "chassis", "gateway", "stack", "tests"]

    dumps = [
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if DUMPS.intersection({path.stem, *path.relative_to(ROOT).parts})
    ]

    assert set(dumps) == NAMED_BY_DJANGO, "\n".join(dumps)


@pytest.mark.parametrize("package", PACKAGES[1:])
def test_settings_that_services_share_come_in_one_order(package):
    first, other = settings_names(ROOT / PACKAGES[0]), settings_names(ROOT / package)

    assert [n for n in first if n in other] == [n for n in other if n in first]


def test_what_two_services_set_every_service_sets():
    pages = [set(settings_names(ROOT / package)) for package in PACKAGES]
    names = set().union(*pages)

    lonely = {
        name
        for name in names - NOT_EVERYWHERE.keys()
        if 1 < sum(name in page for page in pages) < len(pages)
    }

    assert lonely == set()


@pytest.mark.parametrize(("one", "other"), list(combinations(SERVICES, 2)), ids=lambda s: s.name)
def test_settings_that_two_services_share_have_one_value(one, other):
    own = {*OWN, *(OWN_IN_ACCOUNTS if "accounts" in {one.name, other.name} else ())}
    first, second = (settings_values(ROOT / service.package) for service in (one, other))

    differ = [
        f"{name}: {first[name]} | {second[name]}"
        for name in first.keys() & second.keys() - own
        if first[name] != second[name]
        and nameless(first[name], one.name) != nameless(second[name], other.name)
    ]

    assert not differ, "\n".join(differ)


@pytest.mark.parametrize("module", ["celery.py", "wsgi.py", "urls.py"])
def test_the_doors_of_services_differ_in_nothing_but_their_name(module):
    shapes = {shape(ROOT / service.package / module, service.name) for service in SERVICES}

    assert len(shapes) == 1


def test_a_stray_file_is_found(tmp_path):
    package = tmp_path / "lockers_service"
    app = package / "doors"
    app.mkdir(parents=True)
    (package / "tests").mkdir()
    for name in TOP - {"tests", "README.md"}:
        (package / name).touch()
    for name in ("__init__.py", "apps.py", "models.py", "utils.py"):
        (app / name).touch()
    (package / "helpers").mkdir()

    assert strays(package) == [
        "lockers_service/README.md is missing",
        "lockers_service/doors/utils.py has no place",
        "lockers_service/helpers has no place",
    ]


def test_a_door_that_does_something_else_has_another_shape(tmp_path):
    usual, odd = tmp_path / "usual.py", tmp_path / "odd.py"
    usual.write_text('"""The app of doors."""\nimport os\napp = celery_app("doors_service")\n')
    odd.write_text('"""The app of keys."""\napp = celery_app("keys_service")\napp.x = 1\n')

    assert shape(usual, "doors") != shape(odd, "keys")


def test_the_status_at_a_terminal_has_every_part_that_a_service_tells_of():
    parts = {path.stem for path in (ROOT / "chassis/operations/parts").glob("[!_]*.py")}

    assert figures.PARTS.keys() == parts
