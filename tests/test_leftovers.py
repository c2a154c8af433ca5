"""What earlier builds have written, and the site no longer has, leaves the output; nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from blog import Blog
from builders import a_comment
from manyarticles import built_alone


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """A site of every kind of file, built."""
    blog = Blog(tmp_path / "blog")
    (blog.root / "templates").mkdir()
    for slug in ("gone", "renamed", "hello", "withdrawn"):
        blog.article(slug, tags=f"about {slug}")
        blog.comment(a_comment(article=slug))
    blog.write("pages/page.md", "Title: Page\n\nWords.\n")
    blog.write("images/deep/one.png", "1")
    blog.write("redirects.txt", "/old/ hello\n")
    blog.configure('DRAFT_SAVE_AS = ""\n')
    blog.build()
    return blog


def names(blog: Blog) -> set[str]:
    """Of all files and folders of the output."""
    return {path.relative_to(blog.output).as_posix() for path in blog.output.rglob("*")}


def delete(blog: Blog, *paths: str) -> None:
    for path in paths:
        (blog.root / "content" / path).unlink()


def test_what_the_site_no_longer_has_leaves_the_output(blog: Blog, tmp_path: Path) -> None:
    delete(blog, "articles/gone.md", "articles/renamed.md", "pages/page.md", "images/deep/one.png", "redirects.txt")
    blog.article("new-name", tags="about renamed")
    blog.article("withdrawn", status="draft")
    blog.build(fatal=None)

    twin = tmp_path / "twin"
    assert blog.tree() == built_alone(blog, twin, 'DRAFT_SAVE_AS = ""\n')
    assert names(blog) == names(Blog(twin))


def test_what_others_put_there_stays(blog: Blog) -> None:
    theirs = ["CNAME", "gone/notes.txt", "mine/index.html"]
    for name in theirs:
        (blog.output / name).parent.mkdir(exist_ok=True)
        (blog.output / name).write_text("Mine.")
    delete(blog, "articles/gone.md")
    blog.build(fatal=None)

    assert [blog.page(name) for name in theirs] == ["Mine."] * 3
    assert not (blog.output / "gone/index.html").exists()


def test_what_is_behind_a_link_stays(blog: Blog, tmp_path: Path) -> None:
    (blog.output / "gone").rename(tmp_path / "elsewhere")
    (blog.output / "gone").symlink_to(tmp_path / "elsewhere")
    delete(blog, "articles/gone.md")
    blog.build(fatal=None)

    assert (tmp_path / "elsewhere/index.html").exists()


def test_a_redirect_takes_the_place_of_a_page_that_is_gone(blog: Blog) -> None:
    delete(blog, "articles/renamed.md")
    blog.article("new-name")
    blog.write("redirects.txt", "/renamed/ new-name\n")
    built = blog.build(fatal=None)

    assert "Something else" not in built.stderr
    assert "/new-name/" in blog.page("renamed/index.html")
