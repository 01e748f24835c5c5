from concurrent.futures import ThreadPoolExecutor

from stack import wanted
from stack.wanted import Wanted


def test_a_service_at_rest_keeps_its_number_for_later():
    wish = Wanted(number=1, web={"catalog": 2}).scaled("catalog", 3).without("catalog")

    assert wish.web_count("catalog") == 0
    assert wish.including("catalog").web_count("catalog") == 3


def test_each_restart_is_a_new_round():
    wish = Wanted(number=1, web={"catalog": 2})

    assert wish.restarted("catalog").restarted("catalog").round_of("catalog") == 2
    assert wish.round_of("catalog") == 0


def test_two_wishes_at_once_are_both_kept(settings):
    settings.run.mkdir()
    wanted.write(settings, Wanted(number=0, web={"catalog": 2}))

    def restart(_: int) -> int:
        return wanted.change(settings, lambda now: now.restarted("catalog"))

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(restart, range(40)))

    assert sorted(numbers) == list(range(2, 42))
    assert wanted.read(settings).round_of("catalog") == 40
