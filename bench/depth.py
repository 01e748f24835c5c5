"""P10: lists of a large table, beside those of a small one, and last pages beside first ones."""

import http.client
import json
from collections.abc import Iterator

from bench import contestants, databases, ratios, rows, tokens
from bench.contestants import Contestant
from bench.figures import Figure
from bench.questions import Question, lists
from bench.race import Lap, Race
from bench.ratios import Ratio
from bench.rows import DESK_NUMBER

SMALL, LARGE = 10_000, 1_000_000
CONNECTIONS = 2  # one for each process: what is measured is no queue
NARROWED = "status=in_progress&priority=high"
SOUGHT = "search=tripod"  # one of five rows has it
RARE = "search=number%204242"  # one of ten thousand

DESK = tokens.DESK


def _question(name: str, what: str, query: str) -> Question:
    def asks(contestant: Contestant) -> Iterator[str]:
        return lists(contestant, [DESK_NUMBER], roles=DESK, query=query)

    return Question(name, what, 200, asks)


def measure(rotations: int) -> tuple[list[Figure], list[Lap]]:
    """Race the service on a large table against itself on a small one."""
    asked = [
        _question("desk", "50 of all rows, newest first", ""),
        _question("last page", "50 of all rows, the oldest", f"cursor={_last_page()}"),
        _question("filter", "50 of all rows that fit two filters", NARROWED),
        _question("search", "50 of all rows that hold a word", SOUGHT),
        _question("rare search", "the few of all rows that hold a number", RARE),
    ]
    print(f"  {SMALL:,} and {LARGE:,} tasks", flush=True)
    rows.fill(SMALL)
    databases.copy("tasks", "tasks_small")
    rows.fill(LARGE)
    names = ["list", *(each.name for each in asked)]
    pairs = [(who, name) for name in names for who in ("kitroom", "kitroom_small")]
    laps = Race(pairs, connections=[CONNECTIONS], more=asked).run(rotations)
    return [ratio.figure(laps) for ratio in _ratios(names)], laps


def _ratios(names: list[str]) -> Iterator[Ratio]:
    told = {"list": "a member's list", "desk": "the desk's list"}
    for name in names:
        what = f"{told.get(name, f'the desk: {name}')}: {LARGE:,} rows / {SMALL:,}, p50"
        yield _ratio(what, ("kitroom", name), ("kitroom_small", name), must=1.3, aim=1.1)
    what = f"last page / first page of {LARGE:,} rows, p50"
    yield _ratio(what, ("kitroom", "last page"), ("kitroom", "desk"), must=1.5, aim=1.2)


def _ratio(
    what: str, over: tuple[str, str], under: tuple[str, str], *, must: float, aim: float
) -> Ratio:
    return Ratio(
        row="P10",
        what=what,
        over=over,
        under=(under,),
        must=must,
        aim=aim,
        is_limit=True,
        value=ratios.p50,
        connections=CONNECTIONS,
    )


def _last_page() -> str:
    """The cursor of the oldest fifty rows: they are the same ones, however many come after them."""
    rows.fill(rows.OWNS)
    ours = contestants.ALL["kitroom"]
    with contestants.running(ours) as running:
        connection = http.client.HTTPConnection("127.0.0.1", running.ports[0], timeout=20)
        token = tokens.token(rows.person(DESK_NUMBER), roles=DESK)
        connection.request("GET", ours.path, headers={"Authorization": f"Bearer {token}"})
        page = json.load(connection.getresponse())
    return str(page["next"]).partition("cursor=")[2].partition("&")[0]
