from stack.wanted import Wanted


def test_a_service_at_rest_keeps_its_number_for_later():
    wish = Wanted(number=1, web={"catalog": 2}).scaled("catalog", 3).without("catalog")

    assert wish.web_count("catalog") == 0
    assert wish.including("catalog").web_count("catalog") == 3


def test_each_restart_is_a_new_round():
    wish = Wanted(number=1, web={"catalog": 2})

    assert wish.restarted("catalog").restarted("catalog").round_of("catalog") == 2
    assert wish.round_of("catalog") == 0
