"""Where an address that somebody typed leads."""

import time

import pytest

from chassis.outside.errors import AddressRefused
from chassis.outside.places import place_of
from chassis.outside.rules import Rules
from chassis.tests.outside.conftest import PUBLIC


@pytest.mark.parametrize(
    ("url", "authority", "target"),
    [
        ("https://example.org", "example.org", "/"),
        ("https://Example.org:443/a?b=c#d", "example.org", "/a?b=c"),
        ("http://example.org:8080/a//b", "example.org:8080", "/a//b"),
        ("https://a_b.xn--bcher-kva.example./", "a_b.xn--bcher-kva.example.", "/"),
        (f"https://{PUBLIC}/", PUBLIC, "/"),
        ("https://[2606:2800:220:1:0::1]:8443/", "[2606:2800:220:1::1]:8443", "/"),
    ],
)
def test_a_usual_address_is_taken_as_it_is(url, authority, target):
    place = place_of(url, Rules())

    assert (place.authority, place.target) == (authority, target)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.org/", "scheme_refused"),
        ("example.org", "scheme_refused"),
        ("https://ana@example.org/", "user_refused"),
        ("https://example.org:25/", "port_refused"),
        ("https://example.org:99999/", "port_refused"),
        ("https://bücher.example/", "url_refused"),
        ("https://example.org\\@127.0.0.1/", "url_refused"),
        ("https://example.org/ a", "url_refused"),
        ("https://[::1/", "url_refused"),
        ("https://" + "a" * 2000, "url_refused"),
        ("https://exa%6dple.org/", "host_refused"),
        ("https://example..org/", "host_refused"),
        ("https:///path", "host_refused"),
        ("https://0x7f.1/", "address_unusual"),
        (f"https://0{PUBLIC}/", "address_unusual"),
        (f"https://{PUBLIC}./", "address_unusual"),
        ("https://[2606::1%25eth0]/", "address_refused"),
        ("https://127.0.0.1/", "address_refused"),
        ("https://localhost/", "address_refused"),
        ("http://LocalHost.:8080/", "address_refused"),
        ("https://a.localhost/", "address_refused"),
        ("https://printer.local/", "address_refused"),
        ("http://metadata.google.internal/", "address_refused"),
        ("https://router.home.arpa/", "address_refused"),
        ("https://intranet/", "address_refused"),
    ],
)
def test_what_two_readers_may_read_in_two_ways_is_refused(url, code):
    with pytest.raises(AddressRefused) as refused:
        place_of(url, Rules())

    assert refused.value.code == code
    assert refused.value.words


def test_a_long_name_is_read_at_once():
    began = time.process_time()

    with pytest.raises(AddressRefused):
        place_of("https://" + "a" * 240 + "!/", Rules())

    assert time.process_time() - began < 1


@pytest.mark.parametrize("url", ["https://local.example/", "https://a.internal.example/"])
def test_a_public_name_may_begin_like_one_inside(url):
    assert place_of(url, Rules())


def test_who_calls_inside_by_a_setting_calls_names_of_there():
    assert place_of("http://tasks.internal:9000/", Rules.of(ports=[443], networks=["10.0.0.0/8"]))
