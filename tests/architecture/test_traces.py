"""Nothing that is committed tells where it was made, or opens anything."""

import re
from ipaddress import IPv4Address, ip_network
from pathlib import Path

import pytest

from tests.checkout import ROOT, files

PATTERNS = {
    "a registry's host": r"pypi\.|pythonhosted\.|npmjs\.|ghcr\.|quay\.|docker\.io|artifactory",
    "an index option": r"--(extra-)?index-url",
    "a machine's path": r"(?<![\w.$}-])/(root|home/\w+|work|tmp|Users/\w+)(?=[/\s\"'`),]|$)",
    "a private key": "-----BEGIN [A-Z ]*PRIVATE KEY",
    "a signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "an access key": r"\b(AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|kr_[A-Za-z0-9]{24,})\b",
    "a password in a URL": r"\w://[^\s/:@{}<$]+:(?!(pw|password|nothing)@)[^\s/:@{}<$*]+@[\w.-]",
}
ADDRESS = re.compile(r"(?<![\d.=])(?:\d{1,3}\.){3}\d{1,3}(?!/?\d|\.)")  # no network
EXAMPLES = [ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
PACKED = {".png", ".ico", ".woff2", ".gz", ".jpg", ".pdf"}


def traces(text: str) -> list[str]:
    """Return what a text gives away."""
    named = [
        f"{what}: {match[0]}"
        for what, pattern in PATTERNS.items()
        for match in re.finditer(pattern, text, re.MULTILINE)
    ]
    return named + [f"an address: {found}" for found in ADDRESS.findall(text) if _tells(found)]


def _tells(text: str) -> bool:
    """Tell whether an address is a machine's, and not this machine or an example (RFC 5737)."""
    if any(int(part) > 255 for part in text.split(".")):
        return False
    address = IPv4Address(text)
    is_example = any(address in network for network in EXAMPLES)
    return not (address.is_loopback or address.is_unspecified or is_example)


def traces_below(root: Path) -> list[str]:
    """Return every trace in the files of a checkout."""
    return [
        f"{path.relative_to(root)}: {trace}"
        for path in files(root)
        if path.suffix not in PACKED and path != Path(__file__)  # which holds them all
        for trace in traces(path.read_text(errors="replace"))
    ]


def test_no_committed_file_gives_anything_away():
    found = traces_below(ROOT)

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "https://pypi.org/simple",
        "--extra-index-url x",
        "cd /root/kitroom",
        'open("/t' + 'mp/x")',
        "/home/ana/.venv/bin",
        "listen 10.1.2.3:80",
        "postgres://tasks:hunter2@127.0.0.1/tasks",
        "-----BEGIN RSA PRIVATE KEY-----",
    ],
)
def test_a_trace_is_found(tmp_path, line):
    (tmp_path / "notes.md").write_text(f"Some words.\n{line}\n")

    assert len(traces_below(tmp_path)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "listen 127.0.0.1:8080",
        "for example 192.0.2.1",
        "wheel==1.1.1.2",
        "/catalog/work/task/",
        "postgres://role:pw@127.0.0.1:8081/db",
        "postgres://{role}:{password}@{host}/db",
    ],
)
def test_what_gives_nothing_away_is_left_alone(line):
    assert traces(line) == []
