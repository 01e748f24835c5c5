"""What nobody is quicker than: prepared SQL without a service, a file without a database."""

import grp
import json
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench import cpu, databases, rows
from bench.load import Cost
from bench.rows import READERS

# pgbench takes `:MI` for a variable, also inside a text.
TIME = """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"') AS {0}"""
NAMES = "(ARRAY['" + "','".join(rows.PRIORITIES) + "'])[1 + priority] AS priority"
MADE = {name: TIME.format(name) for name in ("due_at", "created_at", "updated_at")}
COLUMNS = ", ".join({**MADE, "priority": NAMES}.get(name, name) for name in rows.FIELDS)
ME = "md5('person ' || :number::text)::uuid"
OWN = f"(created_by = {ME}::text OR assignee = {ME})"
SCRIPTS = {
    "list": f"""
        \\set number random({READERS[0]}, {READERS[-1]})
        SELECT row_to_json(o)::text FROM (SELECT {COLUMNS} FROM (
            SELECT * FROM work_task WHERE {OWN} ORDER BY created_at DESC, id DESC LIMIT 50
        ) work_task) o;
    """,
    "get": f"""
        \\set number random({READERS[0]}, {READERS[-1]})
        SELECT row_to_json(o)::text FROM (
            SELECT {COLUMNS} FROM work_task WHERE {OWN} AND id = 'ID'
        ) o;
    """,
}
NGINX = """
worker_processes 1; pid {folder}/{port}.pid; error_log stderr crit; {user}
events {{ worker_connections 512; }}
http {{ access_log off; keepalive_requests 100000000; default_type application/json;
  server {{ listen 127.0.0.1:{port}; root {folder};
    location / {{ try_files /list.json =404; }} }} }}
"""


def prepared(question: str, *, clients: int, seconds: float) -> Cost:
    """The JSON of a question from PostgreSQL itself, by `pgbench -M prepared`."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_script(question))
        script.flush()
        postmaster = databases.postmaster()
        before = cpu.seconds([postmaster])
        said = _pgbench(
            *("-M", "prepared", "-n", "-c", str(clients), "-T", f"{max(1, round(seconds))}"),
            *("-f", script.name, databases.address(rows.PEERS)),
        )
        spent = cpu.seconds([postmaster]) - before
    count = int(_number(r"actually processed: (\d+)", said))
    latency = _number(r"latency average = ([\d.]+)", said)
    return Cost(
        app=0,
        postgres=spent * 1000 / count,
        per_second=_number(r"tps = ([\d.]+)", said),
        p50=latency,
        p99=float("nan"),
        requests=count,
    )


def _script(question: str) -> str:
    """One statement; pgbench takes a line for a whole command."""
    one = rows.of(rows.person(READERS[0]), database=rows.PEERS, limit=1)[0]
    text = SCRIPTS[question].replace("ID", one["id"]).strip()
    head, _, statement = text.partition("\n")
    return f"{head}\n{' '.join(statement.split())}\n"


def _pgbench(*words: str) -> str:
    program = Path(os.environ["KITROOM_POSTGRES_BIN"]) / "pgbench"
    found = str(program) if program.exists() else shutil.which("pgbench")
    assert found, "There is no pgbench beside PostgreSQL's programs."
    words = (found, *words)
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    assert found, text
    return float(found[1])


def write_nginx(folder: Path, port: int) -> None:
    """A list as a file, and an Nginx that serves it."""
    folder.chmod(0o755)  # its worker is another user when we are root
    results = rows.of(rows.person(READERS[0]), database=rows.PEERS)
    page = {"next": None, "previous": None, "results": results}
    (folder / "list.json").write_text(json.dumps(page, separators=(",", ":")))
    group = grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name
    user = f"user nobody {group};" if os.geteuid() == 0 else ""
    text = NGINX.format(folder=folder, port=port, user=user)
    (folder / f"{port}.conf").write_text(text)
