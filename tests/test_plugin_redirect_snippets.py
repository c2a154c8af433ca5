"""Snippets for servers: all redirects in each, as each of them writes one, and nothing that means more."""

from __future__ import annotations

import re

import pytest

from blog import Blog
from moderated_comments.snippets import SNIPPETS, caddy, netlify, nginx
from movedblog import filled, map_of

HOSTILE = "/\"'`{}$;<>|\\^*:!()[]é"


@pytest.fixture
def moved(blog: Blog) -> Blog:
    return filled(blog)


def test_every_redirect_is_in_every_snippet(moved: Blog) -> None:
    map_of(moved, "/old/ hello\n/?p=12 hello\n/shop/ https://shop.example/\n")

    moved.build()

    assert [moved.page(name).count("/hello/") for name in SNIPPETS] == [2, 2, 2]
    assert [moved.page(name).count("https://shop.example/") for name in SNIPPETS] == [1, 1, 1]


@pytest.mark.parametrize(
    ("old", "rule"),
    [
        ("/a/", "/a/ /b/ 301"),
        ("/?p=12", "/ p=12 /b/ 301"),
        ("/a/?x=1&y=2", "/a/ x=1 y=2 /b/ 301"),
        ("/?feed", "/ feed= /b/ 301"),
        ("/?a=b=c&&d=/e", "/ a=b%3Dc d=%2Fe /b/ 301"),
    ],
)
def test_a_rule_for_netlify_has_the_parameters_apart(old: str, rule: str) -> None:
    assert netlify({old: "/b/"}).splitlines()[1:] == [rule]


def test_a_map_for_caddy_has_both_ways_to_write_an_escape() -> None:
    assert re.findall(r"^\t(/.*)$", caddy({"/%C3%A9": "/b/", "/a": "/c/"}), re.MULTILINE) == [
        "/%C3%A9 /b/",
        "/%c3%a9 /b/",
        "/a /c/",
    ]


def test_a_map_for_nginx_has_no_two_keys_that_are_one_to_nginx() -> None:
    assert re.findall(r"^    (\"/.*)$", nginx({"/A": "/b/", "/a": "/c/", "/%C3": "/d/"}), re.MULTILINE) == [
        '"/A" "/b/";',
        '"/%C3" "/d/";',
    ]


def test_hostile_addresses_mean_nothing_to_a_server(moved: Blog) -> None:
    map_of(moved, f"{HOSTILE} hello\n/?{HOSTILE} {HOSTILE}\n/b/ https://a.example{HOSTILE}\n")
    moved.build()
    texts = [moved.page(name) for name in SNIPPETS]

    map_of(moved, "/%AA hello\n/?%AA /%AA\n/b/ https://a.example/%AA\n")
    moved.build()

    meant = [re.sub(r"(?:[A-Za-z0-9/%=.:+?#-])+", "X", text) for text in texts]
    assert meant == [re.sub(r"(?:[A-Za-z0-9/%=.:+?#-])+", "X", moved.page(name)) for name in SNIPPETS]
