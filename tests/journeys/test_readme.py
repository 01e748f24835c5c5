"""The tour of the README is run as a reader would type it, and its answers are the ones printed."""

import re
import subprocess

from tests.running import ROOT

MARK = "@@@"
VARYING = [
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", "<time>"),
    (r'"request_id":"[A-Za-z0-9-]+"', '"request_id":"<request>"'),
]


def tour():
    """Return the README's commands with the answers that it prints."""
    steps = []
    for block in re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(), re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            else:
                steps[-1][1].append(line)
    return [(command, "\n".join(answer)) for command, answer in steps]


def plain(text):
    for pattern, word in VARYING:
        text = re.sub(pattern, word, text)
    return text.strip()


def test_the_tour_gives_the_answers_that_it_prints(system):
    steps = tour()
    script = f"\necho; echo {MARK}\n".join(command for command, _ in steps)
    script = script.replace("http://127.0.0.1:8080", system.url)
    script += f"\necho; echo {MARK}\necho ${{T:0:3}}"

    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env=system.environ,
        capture_output=True,
        text=True,
        timeout=180,
    )

    *answers, kind = done.stdout.split(MARK)
    assert kind.strip() == "kr_", "the tour goes with an API token"
    assert len(answers) == len(steps), done.stderr
    for (command, printed), answer in zip(steps, answers, strict=True):
        assert plain(answer) == plain(printed), command
