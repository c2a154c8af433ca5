"""A build that would change nothing ends before Pelican reads anything; any change that it could read is seen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import read_settings

from blog import PROJECT, Blog
from builders import a_comment
from moderated_comments import stamp
from moderated_comments.settings import use_defaults
from moderated_comments.views import Unseen
from patience import eventually

EARLY = "nothing has changed since the last build"


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    blog = Blog(tmp_path)
    blog.article("hello")
    blog.comment(a_comment(article="hello"))
    blog.write("images/one.png", "1")
    (blog.output / "hello").mkdir(parents=True)
    (blog.output / "hello/index.html").write_text("A page.")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/own.html").write_text("A template.")
    monkeypatch.chdir(tmp_path)
    return blog


def settings(**more: Any) -> dict[str, Any]:
    """As Pelican reads them in the blog's folder."""
    settings: dict[str, Any] = read_settings("pelicanconf_test.py", override={"PATH": "content"} | more)
    use_defaults(settings)
    return settings | {"PLUGINS": ["moderated_comments"], "THEME_TEMPLATES_OVERRIDES": ["templates"]}


def wait() -> None:
    """Wait until a change to its files cannot have the time of the change before."""
    written = stamp.inputs(settings()).settled
    eventually(lambda: time.time_ns() > written)


def test_the_same_site_has_the_same_stamp(blog: Blog) -> None:
    assert stamp.inputs(settings()) == stamp.inputs(settings())
    assert stamp.outputs(settings()) == stamp.outputs(settings())


def touch(path: Path) -> None:
    """Change the file so that its size and its time say nothing of it."""
    status = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda blog: blog.article("hello", "Other"), id="an article"),
        pytest.param(lambda blog: blog.article("new"), id="a new article"),
        pytest.param(lambda blog: (blog.root / "content/articles/hello.md").unlink(), id="an article is gone"),
        pytest.param(lambda blog: (blog.root / "content/articles/hello.md").rename("moved.md"), id="one is renamed"),
        pytest.param(lambda blog: touch(blog.root / "content/articles/hello.md"), id="behind its time"),
        pytest.param(lambda blog: touch(next(blog.comments.rglob("*.md"))), id="a comment"),
        pytest.param(lambda blog: (blog.comments / "page").mkdir(), id="an empty folder of comments"),
        pytest.param(lambda blog: blog.write("images/one.png", "2"), id="an image"),
        pytest.param(lambda blog: blog.write("redirects.txt", "/old/ hello"), id="a redirect"),
        pytest.param(lambda blog: (blog.root / "content/a").symlink_to("/etc/hostname"), id="a link"),
        pytest.param(lambda blog: (blog.root / "templates/own.html").write_text("Another."), id="a template"),
        pytest.param(lambda blog: blog.configure('SITENAME = "Other"\n'), id="a setting"),
        pytest.param(lambda blog: blog.configure('MARKDOWN["output_format"] = "xhtml"\n'), id="a setting's part"),
    ],
)
def test_a_change_to_what_is_read_changes_the_stamp(change: Callable[[Blog], object], blog: Blog) -> None:
    before = stamp.inputs(settings()).digest
    wait()
    change(blog)

    assert stamp.inputs(settings()).digest != before


def test_what_a_link_leads_to_is_read(blog: Blog) -> None:
    target = blog.root / "elsewhere.md"
    target.write_text("1")
    blog.root.joinpath("content/articles/linked.md").symlink_to(target)
    before = stamp.inputs(settings()).digest
    target.write_text("22")

    assert stamp.inputs(settings()).digest != before


def test_what_the_environment_sets_is_read(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp.inputs(settings()).digest
    monkeypatch.setenv("PORT", "1234")
    blog.configure("import os\nFEED_DOMAIN = os.environ['PORT']\n")
    monkeypatch.setenv("PORT", "5678")

    assert stamp.inputs(settings()).digest != before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda blog: (blog.output / "hello/index.html").write_text("a page."), id="a page"),
        pytest.param(lambda blog: (blog.output / "hello/index.html").unlink(), id="a page is gone"),
        pytest.param(lambda blog: (blog.output / "mine.txt").write_text(""), id="another's file"),
        pytest.param(lambda blog: (blog.root / "var").mkdir() or (blog.root / "var/site.json").touch(), id="the index"),
    ],
)
def test_a_change_to_what_is_left_changes_the_stamp(change: Callable[[Blog], object], blog: Blog) -> None:
    before = stamp.outputs(settings()).digest
    change(blog)

    assert stamp.outputs(settings()).digest != before


def test_what_the_search_leaves_there_does_not(blog: Blog) -> None:
    before = stamp.outputs(settings()).digest
    blog.write("../output/pagefind/pagefind.js", "1")

    assert stamp.outputs(settings()).digest == before


def test_what_python_compiles_does_not(blog: Blog) -> None:
    before = stamp.inputs(settings())
    compiled = blog.write("__pycache__/some.pyc", "")

    assert stamp.inputs(settings()) == before
    assert compiled.exists()


def test_our_own_blog_has_a_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    own: dict[str, Any] = read_settings("pelicanconf.py")
    use_defaults(own)

    assert stamp.inputs(own).digest


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"JINJA_GLOBALS": {"f": len}}, id="a function"),
        pytest.param({"WITH_FUTURE_DATES": False}, id="the clock"),
        pytest.param({"MARKDOWN": {"extensions": ["others.extension"]}}, id="another's extension"),
        pytest.param({"TEMPLATE_PAGES": {"a.html": "a.html"}}, id="a page of its own"),
    ],
)
def test_settings_that_may_lead_anywhere_have_no_stamp(more: dict[str, Any], blog: Blog) -> None:
    with pytest.raises(Unseen):
        stamp.inputs(settings(**more))


def test_nor_has_a_site_with_another_plugin(blog: Blog) -> None:
    with pytest.raises(Unseen):
        stamp.inputs(settings() | {"PLUGINS": ["moderated_comments", "another"]})


@pytest.mark.parametrize("text", ["{{ article.date.now() }}", "{{ [1]|random }}", "{{ lipsum() }}"])
def test_nor_has_a_theme_that_shows_something_else_each_time(text: str, blog: Blog) -> None:
    (blog.root / "templates/own.html").write_text(text)

    with pytest.raises(Unseen):
        stamp.inputs(settings())


def test_nor_has_a_site_in_a_format_that_includes_files_from_anywhere(blog: Blog) -> None:
    blog.write("articles/other.rst", "Title\n=====\n")

    with pytest.raises(Unseen):
        stamp.inputs(settings())


def test_a_build_after_which_nothing_changed_is_not_done_again(blog: Blog) -> None:
    wait()
    assert EARLY not in blog.build().stdout
    tree = blog.tree()

    assert EARLY in blog.build().stdout
    assert blog.tree() == tree
    blog.article("hello", "Other")
    assert EARLY not in blog.build().stdout


def test_what_a_build_had_to_say_it_says_again(blog: Blog) -> None:
    blog.write("comments/nobody/c1.md", "")
    wait()
    said = [blog.build(fatal=None).stderr for _ in range(2)]

    assert "nobody" in said[0]
    assert said[0] == said[1]


def test_a_build_that_failed_is_done_again(blog: Blog) -> None:
    next(blog.comments.rglob("*.md")).write_text("Nonsense")
    wait()
    failures = [blog.build(check=False).returncode for _ in range(2)]

    assert 0 not in failures


def test_an_image_from_elsewhere_is_looked_at_again(blog: Blog) -> None:
    (blog.root / "elsewhere.txt").write_text("1")
    blog.article("hello", text="[there]({static}../../elsewhere.txt)")
    wait()

    assert [EARLY in blog.build(fatal=None).stdout for _ in range(2)] == [False, False]
