"""Nothing is written twice between services: the second copy belongs in the chassis."""

import ast
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from tests.checkout import ROOT, SERVICES, python_files

# What every service must say of itself; test_shape.py holds these to one shape.
SAME_BY_DESIGN = {"celery.py", "wsgi.py", "urls.py", "settings.py", "apps.py", "__init__.py"}
FEWEST_LINES = 8
ALIKE = 0.9


def words(path: Path, name: str) -> list[str]:
    """Return a module's lines without comments, docstrings and the service's name."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:]
    return ast.unparse(tree).replace(name, "NAME").splitlines()


def copies(first: dict[str, list[str]], second: dict[str, list[str]]) -> list[str]:
    """Return the pairs of modules that say nearly the same."""
    found = []
    for (one, lines), (other, more) in ((a, b) for a in first.items() for b in second.items()):
        if min(len(lines), len(more)) >= FEWEST_LINES:
            matcher = SequenceMatcher(None, lines, more, autojunk=False)
            if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                found.append(f"{one} and {other} are {matcher.ratio():.0%} alike")
    return found


def _modules(package: str, name: str) -> dict[str, list[str]]:
    paths = (p for p in python_files(ROOT / package) if p.name not in SAME_BY_DESIGN)
    return {str(path.relative_to(ROOT)): words(path, name) for path in paths}


def test_no_two_services_hold_the_same_module():
    services = [_modules(service.package, service.name) for service in SERVICES]

    found = [copy for first, second in combinations(services, 2) for copy in copies(first, second)]

    assert not found, "\n".join(found)


def test_a_copy_is_found_though_it_has_other_names_and_comments(tmp_path):
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    lines = [f"def step_{n}(x):\n    return keys_service.do(x + {n})\n" for n in range(10)]
    one.write_text('"""One."""\n' + "\n".join(lines))
    other.write_text("# Mine.\n" + "\n".join(lines).replace("keys", "doors"))

    found = copies({"one": words(one, "keys")}, {"other": words(other, "doors")})

    assert found == ["one and other are 100% alike"]
