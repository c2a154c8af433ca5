"""Pages for old addresses: never over anything else, never outside of the site, and only when something changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from blog import Blog
from moderated_comments.redirects import MARK
from moderated_comments.snippets import SNIPPETS
from movedblog import filled, log, map_of, redirect_pages, rules
from themesite import Page


@pytest.fixture
def moved(blog: Blog) -> Blog:
    return filled(blog)


@pytest.mark.parametrize("old", ["/hello/", "/index.html", "/", "/category/trust/", "/_redirects/a"])
def test_a_page_of_the_site_is_never_overwritten(moved: Blog, old: str) -> None:
    moved.build()
    before = moved.tree()
    map_of(moved, f"{old} about\n/fine/ about\n")

    built = moved.build()

    assert f"Something else is in the place of these redirects' pages: {old} " in log(built.stderr) + " "
    assert {name: text for name, text in moved.tree().items() if name in before} == before
    assert redirect_pages(moved) == ["fine/index.html"]


@pytest.mark.parametrize(
    "old",
    [
        pytest.param("/..%2f..%2foutside", id="two steps up"),
        pytest.param("/%2f%2ftmp%2foutside", id="an absolute path"),
        pytest.param("/a%2f..%2f..%2foutside", id="down and up"),
        pytest.param("/..%5coutside", id="a step of Windows"),
        pytest.param("/link/outside", id="a symbolic link to a folder"),
        pytest.param("/file.html", id="a symbolic link to a file"),
        pytest.param("/dangling.html", id="a symbolic link to nothing"),
        pytest.param("/round/outside", id="a symbolic link to itself"),
        pytest.param("/hello/index.html/outside", id="a file in place of a folder"),
        pytest.param("/folder.html", id="a folder in place of a file"),
        pytest.param(f"/{'a' * 300}/", id="too long a name"),
    ],
)
def test_nothing_is_written_where_a_redirect_has_no_place(moved: Blog, old: str, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "mine.html").write_text(f"mine\n{MARK}")
    moved.build()
    (moved.output / "folder.html").mkdir()
    for name, target in {
        "link": outside,
        "file.html": outside / "mine.html",
        "dangling.html": outside / "new.html",
    }.items():
        (moved.output / name).symlink_to(target)
    (moved.output / "round").symlink_to("round")
    before = set(tmp_path.rglob("*"))
    map_of(moved, f"{old} hello\n")

    built = moved.build()

    assert "Something else is in the place of these redirects' pages" in log(built.stderr)
    assert set(tmp_path.rglob("*")) - before == {
        *(moved.output / name for name in SNIPPETS),
        moved.root / "content/redirects.txt",
    }
    assert (outside / "mine.html").read_text() == f"mine\n{MARK}"


def test_an_output_folder_that_is_a_symbolic_link_is_no_obstacle(moved: Blog, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    moved.output.symlink_to(tmp_path / "www")
    map_of(moved, "/old/ hello\n")

    moved.build(fatal="warnings")

    assert (tmp_path / "www/old/index.html").exists()


def test_a_redirect_follows_when_the_map_changes(moved: Blog) -> None:
    map_of(moved, "/old/ hello\n")
    moved.build()
    map_of(moved, "/old/ about\n")

    moved.build(fatal="warnings")

    assert Page(moved.page("old/index.html")).values("main a", "href") == ["/about/"]


def test_a_second_build_writes_nothing_again(moved: Blog) -> None:
    map_of(moved, "/old/ hello\n/old about\n/a.html/ hello\n/?p=1 hello\n")
    moved.build()
    files = [moved.output / name for name in ("old/index.html", "a.html/index.html", *SNIPPETS)]
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in files]

    moved.build()

    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in files] == before


@pytest.mark.parametrize("configuration", ["", 'REDIRECTS = ""\n'])
def test_without_a_map_nothing_is_written(moved: Blog, configuration: str) -> None:
    moved.configure(configuration)
    if configuration:
        map_of(moved, "/old/ hello\n")

    moved.build(fatal="warnings")

    assert redirect_pages(moved) == []
    assert not {*SNIPPETS} & moved.tree().keys()


def test_the_map_is_where_it_is_set_to(moved: Blog) -> None:
    moved.configure('REDIRECTS = "moved/map.txt"\n')
    moved.write("moved/map.txt", "/old/ hello\n")

    moved.build()

    assert rules(moved) == ["/old/ /hello/ 301"]


def test_a_broken_map_stops_a_build_that_errors_are_fatal_to(moved: Blog) -> None:
    path = map_of(moved, "/old/ hello\nhello\n")

    built = moved.build(check=False)

    assert built.returncode != 0
    assert f"There will be no redirects: {path}, line 2: An old and a new address are wanted" in log(built.stderr)
    assert not moved.output.exists()


def test_a_broken_map_leaves_the_redirects_of_the_last_build(moved: Blog) -> None:
    path = map_of(moved, "/old/ hello\n")
    moved.build()
    before = moved.tree()
    path.write_text("hello\n")

    moved.build(fatal=None)

    assert moved.tree() == before


def test_a_theme_may_have_a_redirect_page_of_its_own(moved: Blog, tmp_path: Path) -> None:
    (tmp_path / "look/templates").mkdir(parents=True)
    (tmp_path / "look/static").mkdir()
    for name in ("article", "page", "index", "archives", "categories", "category", "tag", "tags"):
        (tmp_path / f"look/templates/{name}.html").write_text("A page.")
    (tmp_path / "look/templates/redirect.html").write_text("{{ site.name }}: {{ title }} at {{ address }}")
    moved.configure(f"THEME = {str(tmp_path / 'look')!r}\nDIRECT_TEMPLATES = ['index']\n")
    map_of(moved, "/old/ hello\n")

    moved.build()

    assert moved.page("old/index.html") == f"The Honest Close: Hello &lt;b&gt;you&lt;/b&gt; at /hello/\n{MARK}"


def test_a_site_below_its_host_redirects_what_is_below_it(moved: Blog) -> None:
    """Old addresses are the host's: the old blog may have stood at another place than the new one."""
    moved.configure('SITEURL = "https://host.example/blog"\n')
    map_of(
        moved, "/blog/2012/old/ hello\n/2012/old/ hello\n/blog/a /blog/b\n/blog/b https://host.example/blog/2012/old/\n"
    )

    moved.build(fatal="warnings")

    assert rules(moved) == [
        f"{old} /blog/hello/ 301" for old in ("/blog/2012/old/", "/2012/old/", "/blog/a", "/blog/b")
    ]
    assert redirect_pages(moved) == ["2012/old/index.html", "a/index.html", "b/index.html"]
    assert Page(moved.page("a/index.html")).values("main a", "href") == ["https://host.example/blog/hello/"]
