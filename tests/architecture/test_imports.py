"""Which module may import which: the import-linter contracts of pyproject.toml."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.checkout import ROOT, SERVICES


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_every_import_runs_the_way_it_may():
    linted = _lint(ROOT)

    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_service_and_app_stands_in_the_contracts():
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    listed = {app for contract in linter["contracts"] for app in contract.get("containers", ())}
    apps = {
        f"{service.package}.{path.parent.name}"
        for service in SERVICES
        for path in (ROOT / service.package).glob("*/apps.py")
    }

    verbs = {
        name for contract in linter["contracts"] for name in contract.get("source_modules", ())
    }
    assert apps <= listed
    assert {f"{service.package}.*.actions" for service in SERVICES} <= verbs
    assert {service.package for service in SERVICES} < set(linter["root_packages"])


def test_an_import_that_runs_the_wrong_way_is_found(tmp_path):
    for name in ("low", "high"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("import high" if name == "low" else "")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_packages = ["low", "high"]\n'
        '[[tool.importlinter.contracts]]\nname = "down"\ntype = "layers"\n'
        'layers = ["high", "low"]\n'
    )

    linted = _lint(tmp_path)

    assert linted.returncode == 1, linted.stdout + linted.stderr
