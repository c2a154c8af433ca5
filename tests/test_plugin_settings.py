"""The plugin's settings: what they change, and that a wrong one stops the build before anything is published."""

from __future__ import annotations

import pytest

from blog import Blog
from builders import a_comment
from moderated_comments.settings import DEFAULTS
from pages import Page

WRONG = [
    ("COMMENTS_OPEN", "'closed'", "is 'closed', but must be True or False."),
    ("COMMENTS_OPEN", "0", "is 0, but must be True or False."),
    ("COMMENTS_LIKES", "'yes'", "is 'yes', but must be True or False."),
    ("COMMENTS_INTAKE", "None", "is None, but must be a text."),
    ("COMMENTS_SIGNIN", "('google',)", "is ('google',), but must be a text."),
    ("COMMENTS_STYLESHEET", "['style.css']", "is ['style.css'], but must be a text."),
    ("COMMENTS_FEED", "None", "is None, but must be a text."),
    ("COMMENTS_FEED", "''", "is '', but must be a path."),
    ("COMMENTS_ARTICLE_FEED", "'feeds/comments.xml'", "is 'feeds/comments.xml', but must be a path with {slug} in it."),
    ("COMMENTS_ARTICLE_FEED", "'{slug}/{id}.xml'", "is '{slug}/{id}.xml', but must be a path with {slug} in it."),
    ("COMMENTS_ARTICLE_FEED", "'{slug}{'", "is '{slug}{', but must be a path with {slug} in it."),
    ("COMMENTS_FEED_ITEMS", "0", "is 0, but must be 1 or more."),
    ("COMMENTS_FEED_ITEMS", "'50'", "is '50', but must be a whole number."),
    ("COMMENTS_MAX_DEPTH", "-1", "is -1, but must be 1 or more."),
    ("COMMENTS_MAX_DEPTH", "True", "is True, but must be a whole number."),
    ("COMMENTS_MAX_DEPTH", "21", "is 21, but must be at most 20."),
    ("COMMENTS_NOTIFY", "'replies all'", "is 'replies all', but must be some of replies, comments, posts."),
    ("COMMENTS_NOTIFY", "('replies',)", "is ('replies',), but must be a text."),
    ("COMMENTS_VERIFY", "1", "is 1, but must be True or False."),
    ("COMMENTS_INDEX", "''", "is '', but must be a path."),
    ("SEARCH", "1", "is 1, but must be True or False."),
    ("LIVE", "1", "is 1, but must be True or False."),
    ("BUILD_CACHE", "False", "is False, but must be a text."),
    ("SECURITY_POLICY", "None", "is None, but must be a text."),
    (
        "SECURITY_POLICY",
        "'default-src *\\nSet-Cookie: a'",
        r"is 'default-src *\nSet-Cookie: a', but must be directives",
    ),
    ("SECURITY_POLICY", "'\"$host'", "is '\"$host', but must be directives on one line"),
    ("REDIRECTS", "None", "is None, but must be a text."),
    ("RELATIVE_URLS", "True", "is True, but must be False: "),
]


@pytest.mark.parametrize(("name", "value", "says"), WRONG, ids=[f"{name} = {value}" for name, value, _ in WRONG])
def test_a_wrong_value_stops_the_build_with_the_settings_name(blog: Blog, name: str, value: str, says: str) -> None:
    blog.configure(f"{name} = {value}\n")
    blog.article()

    built = blog.build(check=False)

    assert built.returncode != 0
    assert f"InvalidSetting: {name} {says}" in built.stderr
    assert not blog.output.exists()


def test_every_setting_is_tried_with_a_wrong_value() -> None:
    assert {*DEFAULTS} <= {name for name, _, _ in WRONG}


def test_a_wrong_word_in_an_article_stops_the_build_with_the_files_name(blog: Blog) -> None:
    path = blog.article(comments="none")

    built = blog.build(check=False)

    assert built.returncode != 0
    assert f"InvalidSetting: Comments in {path} is 'none', but must be open or closed." in built.stderr
    assert not blog.output.exists()


@pytest.mark.parametrize(
    ("default", "said", "is_open"),
    [
        (True, None, True),
        (True, "closed", False),
        (True, " Closed ", False),
        (True, "open", True),
        (False, None, False),
        (False, "open", True),
        (False, "closed", False),
    ],
)
def test_an_article_is_open_as_it_says_or_as_the_site_says(
    blog: Blog, default: bool, said: str | None, is_open: bool
) -> None:
    blog.configure(f"COMMENTS_OPEN = {default}\n")
    blog.article(**{"comments": said} if said else {})

    blog.build()

    page = blog.page("hello/index.html")
    assert ("<form" in page, "Comments are closed." in page) == (is_open, not is_open)


def test_a_misspelt_plugin_stops_the_build(blog: Blog) -> None:
    blog.configure('PLUGINS = ["moderated_coments"]\n')
    blog.article()

    built = blog.build(check=False)

    assert built.returncode != 0
    assert "Cannot load plugin `moderated_coments`" in built.stderr
    assert not blog.output.exists()


def test_the_form_is_sent_to_the_intake_that_is_set(blog: Blog) -> None:
    blog.configure('COMMENTS_INTAKE = "https://comments.example.org/"\n')
    blog.article()

    blog.build()

    assert 'action="https://comments.example.org/comments/hello"' in blog.page("hello/index.html")


def test_replies_are_indented_as_deep_as_is_set(blog: Blog) -> None:
    blog.configure("COMMENTS_MAX_DEPTH = 2\n")
    blog.article()
    for day, (id, parent) in enumerate({"aaaaaaaa": None, "bbbbbbbb": "aaaaaaaa", "cccccccc": "bbbbbbbb"}.items()):
        blog.comment(a_comment(id, parent=parent, day=day))

    blog.build()

    assert Page(blog.page("hello/index.html")).outline == ["aaaaaaaa", "  bbbbbbbb", "  cccccccc"]


def test_feeds_stand_where_they_are_set_to(blog: Blog) -> None:
    blog.configure('COMMENTS_FEED = "comments.xml"\nCOMMENTS_ARTICLE_FEED = "feeds/{slug}.xml"\n')
    blog.article()

    blog.build()

    assert {"comments.xml", "feeds/hello.xml"} <= blog.tree().keys()
    assert {"/comments.xml", "/feeds/hello.xml"} <= {*Page(blog.page("hello/index.html")).links}


def test_index_and_cache_stand_where_they_are_set_to(blog: Blog) -> None:
    blog.configure('COMMENTS_INDEX = "here/index.json"\nBUILD_CACHE = "there/build.db"\n')
    blog.article()
    blog.comment(a_comment())

    blog.build()

    assert (blog.root / "here/index.json").exists()
    assert (blog.root / "there/build.db").exists()
    assert not (blog.root / "var").exists()
