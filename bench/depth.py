"""P10: lists of a large table, beside those of a small one, and last pages beside first ones."""

import http.client
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench import contestants, databases, ratios, rows, shelf, tokens
from bench.contestants import Contestant
from bench.figures import Figure
from bench.questions import Question, lists, request
from bench.race import Lap, Pair, Race
from bench.ratios import Ratio
from bench.rows import DESK_NUMBER

SMALL, LARGE = 10_000, 1_000_000
CONNECTIONS = 2  # one for each process: what is measured is no queue
FIRST, LAST = "desk", "last page"
GEAR = {"aud": ["catalog"], "scope": "catalog:read"}


@dataclass(frozen=True)
class Depth:
    """Two tables of the same, and what is asked of both."""

    noun: str
    large: str  # the name of a contestant; the other's is that of its database
    fill: Callable[[int], None]
    least: int  # so few rows that one can go to the last page
    questions: Callable[[str], Sequence[Question]]
    titles: dict[str, str]

    @property
    def small(self) -> str:
        """The name of the contestant with few rows."""
        return f"{self.large}_small"

    def groups(self) -> list[list[Pair]]:
        """What is compared: each question to both tables, and the first page with the last."""
        alone = [[name] for name in self.titles if name not in (FIRST, LAST)]
        return [
            [(who, name) for name in names for who in (self.large, self.small)]
            for names in (*alone, [FIRST, LAST])
        ]


def measure(rotations: int) -> tuple[list[Figure], list[Lap]]:
    """Race services on large tables against themselves on small ones."""
    found = [_measured(each, rotations) for each in (TASKS, ASSETS)]
    return [one for told, _ in found for one in told], [lap for _, laps in found for lap in laps]


def _measured(depth: Depth, rotations: int) -> tuple[list[Figure], list[Lap]]:
    print(f"  {SMALL:,} and {LARGE:,} {depth.noun}", flush=True)
    asked = depth.questions(_last_page(depth))
    database = contestants.ALL[depth.large].database
    depth.fill(SMALL)
    databases.copy(database, contestants.ALL[depth.small].database)
    depth.fill(LARGE)
    laps = Race(depth.groups(), connections=[CONNECTIONS], more=asked).run(rotations)
    return [ratio.figure(laps) for ratio in ratios_of(depth)], laps


def ratios_of(depth: Depth) -> Iterator[Ratio]:
    """What a row of the table compares."""
    for name, title in depth.titles.items():
        what = f"{title}: {LARGE:,} {depth.noun} / {SMALL:,}, p50"
        yield _ratio(what, (depth.large, name), (depth.small, name), must=1.3, aim=1.1)
    what = f"last page / first page of {LARGE:,} {depth.noun}, p50"
    yield _ratio(what, (depth.large, LAST), (depth.large, FIRST), must=1.5, aim=1.2)


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


def _last_page(depth: Depth) -> str:
    """The query of the oldest rows: they are the same ones, however many come after them."""
    depth.fill(depth.least)
    ours = contestants.ALL[depth.large]
    with contestants.running(ours) as running:
        connection = http.client.HTTPConnection("127.0.0.1", running.ports[0], timeout=20)
        headers, cursor, query = {"Authorization": f"Bearer {_desk(ours)}"}, "", ""
        while query is not None:
            cursor = query
            connection.request("GET", f"{ours.path}?{query}", headers=headers)
            page = json.load(connection.getresponse())
            query = page["next"] and urlsplit(page["next"]).query
    return cursor


def _desk(contestant: Contestant) -> str:
    changes = GEAR if contestant.service == "catalog" else {}
    return tokens.token(rows.person(DESK_NUMBER), roles=tokens.DESK, **changes)


def _tasks(last_page: str) -> Sequence[Question]:
    def page(query: str) -> Callable[[Contestant], Iterator[str]]:
        return lambda who: lists(who, [DESK_NUMBER], roles=tokens.DESK, query=query)

    return [
        *(Question(name, title, 200, page(query)) for name, (title, query) in MORE.items()),
        Question(FIRST, "50 of all rows, newest first", 200, page("")),
        Question(LAST, "50 of all rows, the oldest", 200, page(last_page)),
        Question(
            "filter",
            "50 of all rows that fit two filters",
            200,
            page("status=in_progress&priority=high"),
        ),
        Question("search", "50 of all rows that hold a word", 200, page("search=tripod")),
        Question(
            "rare search",
            "the one of all rows that holds a number",
            200,
            page("search=number%200004242"),
        ),
    ]


# What else there is to narrow and order the tasks by: what it is called, and what is asked. Each
# finds as many rows in both tables, or at least a page of them.
MORE = {
    "board": ("the board", "ordering=rank"),
    "column": ("a column of the board", "status=open&ordering=rank"),
    "rare column": ("a column with few", "status=on_hold&ordering=rank"),
    "status": ("status", "status=in_progress"),
    "rare status": ("a status that few have", "status=on_hold"),
    "open": ("completed=false", "completed=false"),
    "open by due": ("open, the soonest first", "completed=false&ordering=due_at"),
    "kind": ("kind", "kind=repair"),
    "label": ("label", "label=lens"),
    "priority": ("priority", "priority=urgent"),
    "assignee": ("assignee", f"assignee={rows.person(0)}"),
    "author": ("created_by", f"created_by={rows.person(DESK_NUMBER)}"),
    "due until": ("due until", "due_at__lte=2026-01-08T01:00:00Z"),
    "finished since": ("finished since", "finished_at__gte=2026-01-02T20:00:00Z"),
    "never due": ("without a date", "due_at__isnull=true"),
    "by due": ("ordering=due_at", "ordering=due_at"),
    "by title": ("ordering=title", "ordering=title"),
    "by priority": ("ordering=-priority", "ordering=-priority"),
    "by change": ("ordering=-updated_at", "ordering=-updated_at"),
}


def _assets(last_page: str) -> Sequence[Question]:
    def asks(*places: str) -> Callable[[Contestant], Iterator[str]]:
        def orders(who: Contestant) -> Iterator[str]:
            token = _desk(who)
            return (request("GET", f"/catalog/api/v1/{place}", token) for place in places)

        return orders

    of_one = f"product={shelf.product(1)}&status=in_repair"  # six of them, in both tables
    products = (f"products/{shelf.product(n)}/availability/" for n in range(50))
    return [
        Question(FIRST, "50 of all assets, newest first", 200, asks("assets/")),
        Question(LAST, "50 of all assets, the oldest", 200, asks(f"assets/?{last_page}")),
        Question("filter", "assets of a product in repair", 200, asks(f"assets/?{of_one}")),
        Question("search", "len t14 usb-c", 200, asks("assets/?search=len%20t14%20usb-c")),
        Question("rare search", "the asset of a tag", 200, asks("assets/?search=kr-0004242")),
        Question("by tag", "what a scanner reads", 200, asks("assets/by-tag/KR-0004242/")),
        Question(
            "free",
            "when an asset is free",
            200,
            asks(*(f"assets/{each}/availability/" for each in shelf.promised())),
        ),
        Question("some free", "how many of a product are free", 200, asks(*products)),
    ]


TASKS = Depth(
    noun="tasks",
    large="kitroom",
    fill=rows.fill,
    least=rows.OWNS,
    questions=_tasks,
    titles={
        **{name: f"the desk: {title}" for name, (title, _) in MORE.items()},
        "list": "a member's list",
        FIRST: "the desk's list",
        LAST: "the desk: last page",
        "filter": "the desk: filter",
        "search": "the desk: search",
        "rare search": "the desk: rare search",
    },
)
ASSETS = Depth(
    noun="assets",
    large="catalog",
    fill=shelf.fill,
    least=shelf.OF_EACH,
    questions=_assets,
    titles={
        FIRST: "the list",
        LAST: "the last page",
        "filter": "two filters",
        "search": "search=len t14 usb-c",
        "rare search": "search=kr-0004242",
        "by tag": "an asset by its tag",
        "free": "when an asset is free",
        "some free": "how many of a product are free",
    },
)
