"""R27: whatever is asked of the API, in any order, it answers as plain books would."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import now
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from catalog_service.gear import actions as gear
from catalog_service.lending import actions
from catalog_service.lending.models import Hold, Part
from catalog_service.lending.selectors import wire
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.books import Books, Lent, Promise
from catalog_service.tests.lending.conftest import CLEO, DESK
from chassis.logins.subjects import DEMO_SUBS

SHELF = {"Laptop": ["L-1", "L-2", "L-3"], "Camera": ["C-1", "C-2"]}
KITS = {"talk": {"Laptop": 2}, "film": {"Camera": 1, "Laptop": 1}}
ASSETS = [asset for assets in SHELF.values() for asset in assets]
NAMES = some.sampled_from([*ASSETS, *SHELF, *KITS])
WISHES = some.dictionaries(NAMES, some.integers(1, 2), min_size=1, max_size=2).map(
    lambda wish: {name: 1 if name in ASSETS else count for name, count in wish.items()}
)
HOURS = some.tuples(some.integers(1, 5), some.integers(1, 3)).map(lambda t: (t[0], t[0] + t[1]))
PICKS = some.none() | some.lists(some.sampled_from(ASSETS), min_size=1, max_size=2, unique=True)
ANY = some.integers(0, 50)


@pytest.fixture
def world(by_ben, as_caller):
    """Some gear of two products, two kits, and who asks for it."""
    products = {}
    for title, tags in SHELF.items():
        wants = title == "Camera"
        category = gear.create_category(by=by_ben, name=title, needs_approval=wants)
        products[title] = gear.create_product(by=by_ben, title=title, category=category)
        for tag in tags:
            gear.create_asset(by=by_ben, tag=tag, product=products[title])
    for name, parts in KITS.items():
        wanted = [Part(products[title], count) for title, count in parts.items()]
        actions.create_kit(by=by_ben, name=name, parts=wanted)
    ids = {title: str(row.pk) for title, row in products.items()}
    return {"ids": ids, "as_caller": as_caller}


class Lending(RuleBasedStateMachine):
    """Ask the API and the books, and compare what both say."""

    world: dict = {}
    asked = 0

    def __init__(self):
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.books = Books(SHELF, KITS, frozenset({"Camera"}))
        self.start = now()
        # For each run of its own: tokens end after minutes.
        self.who = {
            name: self.world["as_caller"](id=DEMO_SUBS[name], roles=[role], scopes=scopes)
            for name, role, scopes in [
                ("ben", "technician", DESK),
                ("cleo", "member", ("catalog:read", "catalog:request")),
            ]
        }

    def teardown(self):
        """Forget it all."""
        transaction.set_rollback(True)
        self.all.__exit__(None, None, None)

    def ask(self, who, address, said=None, *, method="post"):
        """Ask the API, and count it."""
        type(self).asked += 1
        return getattr(self.who[who], method)(f"{API}{address}", said or {})

    def at(self, hour):
        """Return the moment so many hours from the start, as it is sent."""
        return wire(self.start + timedelta(hours=hour))

    def said(self, wish, hours):
        """Return a wish, as it is sent."""
        lines = []
        for name, count in wish.items():
            if name in SHELF:
                lines.append({"product": self.world["ids"][name], "quantity": count})
            else:
                lines.append({"kit": name, "quantity": count} if name in KITS else {"asset": name})
        return {"starts_at": self.at(hours[0]), "ends_at": self.at(hours[1]), "lines": lines}

    def promise(self, number, *statuses):
        """Return one of the promises of some statuses; no such promise: nobody."""
        found = [key for key, each in self.books.promises.items() if each.status in statuses]
        return found[number % len(found)] if found else None

    def compare(self, answer, can, status, code="taken"):
        """Say whether both agree that it can be done."""
        if can:
            assert answer.status_code == status, answer.content
        else:
            assert answer.status_code == 409, answer.content
            assert answer.json()["code"] == code
        return can

    @rule(
        wish=WISHES, hours=HOURS, who=some.sampled_from(["ben", "cleo"]), is_draft=some.booleans()
    )
    def reserve(self, wish, hours, who, is_draft):
        """Ask for gear, or only write down that one will."""
        said = {**self.said(wish, hours), "borrower": str(CLEO), "is_draft": is_draft}

        answer = self.ask(who, "reservations/", said)

        if self.compare(answer, is_draft or self.books.can_keep(wish, hours), 201):
            looked_at = who == "cleo" and self.books.is_looked_at(wish)
            status = "draft" if is_draft else "requested" if looked_at else "approved"
            assert answer.json()["status"] == status
            self.books.promises[answer.json()["id"]] = Promise(wish, hours, status)

    @precondition(lambda self: self.books.promises)
    @rule(number=ANY, who=some.sampled_from(["ben", "cleo"]))
    def submit(self, number, who):
        """Ask for what a draft says."""
        key = self.promise(number, "draft")
        if key is None:
            return
        promise = self.books.promises[key]

        answer = self.ask(who, f"reservations/{key}/submit/")

        if self.compare(answer, self.books.can_keep(promise.wish, promise.hours), 200):
            looked_at = who == "cleo" and self.books.is_looked_at(promise.wish)
            promise.status = "requested" if looked_at else "approved"
            assert answer.json()["status"] == promise.status

    @precondition(lambda self: self.books.promises)
    @rule(number=ANY, wish=some.none() | WISHES, hours=HOURS)
    def change(self, number, wish, hours):
        """Ask for something else, or at another time."""
        key = self.promise(number, "draft", "requested", "approved")
        if key is None:
            return
        promise = self.books.promises[key]
        said = self.said(wish or promise.wish, hours)
        if wish is None:
            del said["lines"]

        answer = self.ask("ben", f"reservations/{key}/", said, method="patch")

        is_draft = promise.status == "draft"
        asked = wish or promise.wish
        if self.compare(answer, is_draft or self.books.can_keep(asked, hours, but=key), 200):
            is_same = wish is None and hours == promise.hours
            status = promise.status if is_draft or is_same else "approved"
            self.books.promises[key] = Promise(asked, hours, status)
            assert answer.json()["status"] == status

    @precondition(lambda self: self.books.promises)
    @rule(number=ANY, verb=some.sampled_from(["approve", "reject", "cancel"]))
    def decide(self, number, verb):
        """Say yes or no, or do without."""
        key = self.promise(number, *STATUSES)
        promise = self.books.promises[key]
        fit, code = DECISIONS[verb]
        if verb == "reject" and promise.status in OVER:
            code = "reservation_over"

        answer = self.ask("ben", f"reservations/{key}/{verb}/")

        if self.compare(answer, promise.status in fit, 200, code):
            promise.status = answer.json()["status"]
            assert promise.status == {"approve": "approved", "reject": "rejected"}.get(
                verb, "cancelled"
            )

    @precondition(lambda self: self.books.promises)
    @rule(number=ANY, picked=PICKS)
    def collect(self, number, picked):
        """Hand out what was promised: what is picked, or what is here."""
        key = self.promise(number, "approved")
        if key is None:
            return
        promise = self.books.promises[key]
        named, counts = self.books.needs(promise.wish)
        said = {} if picked is None else {"lines": [{"asset": tag} for tag in picked]}

        answer = self.ask("ben", f"reservations/{key}/collect/", said)

        if picked is not None and not _is_part(picked, named, counts):
            assert (answer.status_code, answer.json()["code"]) == (400, "not_reserved")
        elif self.books.can_collect(key, picked):
            assert answer.status_code == 201, answer.content
            out = {line["tag"] for line in answer.json()["lines"]}
            left = Counter(_product(tag) for tag in out - set(named))
            assert out == set(picked) if picked else left == Counter(counts) and out >= set(named)
            promise.status = "collected"
            assert self.books.can_lend(sorted(out), promise.hours[1])
            self.books.loans[answer.json()["id"]] = Lent(out, promise.hours[1])
        else:
            assert answer.status_code == 409, answer.content

    @rule(
        assets=some.lists(some.sampled_from(ASSETS), min_size=1, max_size=2, unique=True), due=HOURS
    )
    def lend(self, assets, due):
        """Hand something out to somebody who just came."""
        said = {"borrower": str(CLEO), "due_at": self.at(due[1])}

        answer = self.ask("ben", "loans/", {**said, "lines": [{"asset": tag} for tag in assets]})

        if self.compare(answer, self.books.can_lend(assets, due[1]), 201):
            self.books.loans[answer.json()["id"]] = Lent(set(assets), due[1])

    @precondition(lambda self: any(loan.out for loan in self.books.loans.values()))
    @rule(number=ANY, count=some.integers(1, 2))
    def bring_back(self, number, count):
        """Bring some of it back."""
        key = self.loan(number)
        back = sorted(self.books.loans[key].out)[:count]

        answer = self.ask(
            "ben", f"loans/{key}/return/", {"lines": [{"asset": tag} for tag in back]}
        )

        assert answer.status_code == 200, answer.content
        self.books.loans[key].out -= set(back)

    @precondition(lambda self: any(loan.out for loan in self.books.loans.values()))
    @rule(number=ANY, due=some.integers(1, 8))
    def extend(self, number, due):
        """Keep it longer, or promise to bring it earlier."""
        key = self.loan(number)

        answer = self.ask("ben", f"loans/{key}/extend/", {"due_at": self.at(due)})

        if self.compare(answer, self.books.can_extend(key, due), 200):
            self.books.loans[key].due = due

    def loan(self, number):
        """Return one of the loans of which something is out."""
        found = [key for key, loan in self.books.loans.items() if loan.out]
        return found[number % len(found)]

    @invariant()
    def as_much_is_kept_as_was_promised(self):
        """Compare what is kept with what the books say is open and out."""
        kept = Counter()
        for line, loan in Hold.objects.values_list(
            "reservation_line__reservation", "loan_line__loan"
        ):
            kept[str(line or loan)] += 1
        wanted = Counter({key: len(loan.out) for key, loan in self.books.loans.items()})
        for key, promise in self.books.promises.items():
            if promise.status in ("requested", "approved"):
                named, counts = self.books.needs(promise.wish)
                wanted[key] = len(named) + sum(counts.values())
        assert kept == +wanted


STATUSES = ("draft", "requested", "approved", "rejected", "cancelled", "collected")
OVER = STATUSES[3:]
DECISIONS = {
    "approve": (("requested",), "not_requested"),
    "reject": (("requested", "approved"), "not_requested"),
    "cancel": (("draft", "requested", "approved"), "reservation_over"),
}


def _product(tag):
    return next(product for product, tags in SHELF.items() if tag in tags)


def _is_part(picked, named, counts):
    """Tell whether what is picked was reserved, by name or as one of so many."""
    others = Counter(_product(tag) for tag in picked if tag not in named)
    return not others - Counter(counts)


@pytest.mark.parametrize(
    ("runs", "steps"), [(3, 20), pytest.param(100, 50, marks=pytest.mark.long)]
)
def test_the_api_agrees_with_plain_books(world, record_property, runs, steps):
    Lending.world, Lending.asked = world, 0

    run(
        Lending,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=steps == 20,  # in every run the same; the long one looks elsewhere
            suppress_health_check=list(HealthCheck),
        ),
    )

    said = f"{runs} x {steps} steps, {Lending.asked} answers: 0 differences"
    record_property("figure", f"R27  {said}")
