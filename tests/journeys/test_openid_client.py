"""The npm library openid-client gets in by every way, as its manual shows."""

import os
import shutil
import subprocess

import pytest

from tests.journeys.browsing import Person, made
from tests.running import ROOT

SOURCE = ROOT / "tests" / "journeys" / "openid_client"
CALLBACK = "https://reports.example.org/callback"
READS = "--scope=tasks:read"

pytestmark = pytest.mark.long


@pytest.fixture
def folder(tmp_path):
    """A folder with the library in it, from the committed lock."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are missing; type: sudo apt-get install nodejs npm")
    copy = tmp_path / "client"
    shutil.copytree(SOURCE, copy)
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode:
        pytest.skip(f"npm ci found no registry; type: cd {SOURCE} && npm ci\n{done.stderr[-500:]}")
    return copy


def test_openid_client_gets_in_by_every_way(system, folder):
    code = made(system, "--name=Code", f"--redirect-uri={CALLBACK}", "--scope=openid", READS)
    public = made(
        system, "--name=App", "--public", f"--redirect-uri={CALLBACK}", "--scope=openid", READS
    )
    robot = made(system, "--name=Robot", READS)
    device = made(system, "--name=Scanner", "--public", "--device", READS)
    node = subprocess.Popen(
        ["node", "flow.mjs"],
        cwd=folder,
        env={
            **os.environ,
            "ISSUER": f"{system.url}/accounts/o",
            "API": f"{system.url}/tasks/api/v1/tasks/",
            "CALLBACK": CALLBACK,
            "CODE_CLIENT": code["client_id"],
            "CODE_SECRET": code["client_secret"],
            "PUBLIC_CLIENT": public["client_id"],
            "ROBOT": robot["client_id"],
            "ROBOT_SECRET": robot["client_secret"],
            "DEVICE": device["client_id"],
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    done = []

    with node, Person(system, "cleo") as cleo:
        for line in node.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "open":
                page = cleo.opens(rest, stop=CALLBACK)
                answer = cleo.sends(page, stop=CALLBACK, allow="true")
                node.stdin.write(answer.headers["Location"] + "\n")
                node.stdin.flush()
            elif word == "type":
                user_code, _, address = rest.partition(" ")
                page = cleo.sends(cleo.opens(address), user_code=user_code)
                cleo.sends(page, decision="allow")
            else:
                done.append(rest)
        failure = node.stderr.read()

    assert done == ["code", "public code", "client credentials", "device"], failure
