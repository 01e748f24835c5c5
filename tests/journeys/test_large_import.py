"""A file as large as may be sent is imported to its end by a real worker, and its memory stays."""

import re
from pathlib import Path

import pytest

from stack.processes import identity
from tests.faults.faults import processes
from tests.faults.workers import statuses
from tests.running import until

MEGABYTES = 50
ROW = "LARGE-{0:07},Maker {1},Model {2},Shelf {3},1/15/23,{4}\n"
MOST_MEGABYTES_MORE = 150
SECONDS = 600

pytestmark = pytest.mark.long


def large_table():
    """Rows of about a hundred bytes; every third says a day that there is not."""
    rows = ["tag,manufacturer,model,location,purchase_date,notes\n"]
    size, number = len(rows[0]), 0
    while size < MEGABYTES * 1_000_000 - 200:
        row = ROW.format(number, number % 40, number % 2000, number % 100, "n" * (30 + number % 50))
        rows.append(row.replace("1/15/23", "2/30/23") if number % 3 == 0 else row)
        size, number = size + len(rows[-1]), number + 1
    return "".join(rows).encode(), number


def workers(system):
    """The worker that takes imports, and its children."""
    return list(identity.descendants(processes(system)["catalog-worker-1"]["pid"]))


def megabytes(pid, name):
    """How much memory a process has (`VmRSS`), or had at most (`VmHWM`)."""
    said = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB$", said, re.MULTILINE)
    assert found, said
    return int(found[1]) / 1024


def test_fifty_megabytes_are_imported_and_the_worker_stays_small(system, record_property):
    content, count = large_table()
    before = {pid: megabytes(pid, "VmRSS") for pid in workers(system)}
    for pid in before:
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # what it had at most is counted from now

    with system.api("ana") as api:
        # Dry, it does everything and takes it back: no other test finds half a million assets.
        answer = api.call(
            *("POST", "/catalog/api/v1/imports/"),
            data={"kind": "assets", "dry_run": "true"},
            files={"file": ("large.csv", content, "text/csv")},
            timeout=60,
        )
        assert answer.status_code == 202, answer.text
    job = answer.json()["job"]
    until(lambda: statuses(system, "catalog", [job]) not in (["queued"], ["running"]), SECONDS)
    with system.api("ana") as api:  # a token of before may have ended
        end = api.get(answer.headers["Location"]).json()

    failed = -(-count // 3)
    assert end["status"] == "succeeded", end
    assert (end["result"]["created"], end["result"]["failed"]) == (count - failed, failed)
    assert workers(system) == list(before), "another process did it: its memory says nothing"
    more = {pid: megabytes(pid, "VmHWM") - before[pid] for pid in before}
    pid = max(more, key=more.__getitem__)
    figure = (
        f"{len(content) / 1e6:.0f} MB of {count:,} rows imported (dry); its worker had "
        f"{before[pid]:.0f} MB before and {before[pid] + more[pid]:.0f} MB at most"
    )
    record_property("figure", f"P11 memory  {figure}")
    assert more[pid] <= MOST_MEGABYTES_MORE, figure
