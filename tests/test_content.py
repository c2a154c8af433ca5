"""The blog itself: what its author wrote is whole, and every link on the built site leads somewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import pelicanconf
from blog import PROJECT, Blog
from moderation.published import commentfile
from pages import Page, comments_on

CONTENT = PROJECT / "content"
ARTICLES = sorted((CONTENT / "articles").glob("*.md"))
PAGES = sorted((CONTENT / "pages").glob("*.md"))
CATEGORIES = {"Accounts", "Conversations", "Pricing", "Trust"}


def name(path: Path) -> str:
    return path.relative_to(CONTENT).as_posix()


def parts(path: Path) -> tuple[dict[str, str], str]:
    """The file's metadata, and its text."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines()), text


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """The real site, built elsewhere, with every warning fatal."""
    blog = Blog(tmp_path_factory.mktemp("real"))
    shutil.copytree(CONTENT, blog.root / "content", dirs_exist_ok=True)
    blog.build(fatal="warnings")
    return blog


def test_there_are_at_least_ten_articles() -> None:
    assert len(ARTICLES) >= 10


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_an_article_is_worth_ten_minutes_and_not_more(path: Path) -> None:
    """Words as a reader counts them: link targets and marks are none."""
    text = re.sub(r"\]\([^)]*\)", "]", parts(path)[1])

    assert 500 <= len(re.findall(r"\w[\w\u2019'-]*", text)) <= 900


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_an_article_has_all_that_its_page_needs(path: Path) -> None:
    metadata, _ = parts(path)

    assert {"Title", "Date", "Category", "Tags", "Slug", "Summary"} <= metadata.keys()
    assert [key for key, value in metadata.items() if not value.strip()] == []


@pytest.mark.parametrize("path", [*ARTICLES, *PAGES], ids=name)
def test_a_slug_is_its_files_name(path: Path) -> None:
    assert parts(path)[0]["Slug"] == path.stem


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_an_article_is_in_a_known_category(path: Path) -> None:
    assert parts(path)[0]["Category"] in CATEGORIES


@pytest.mark.parametrize("path", [*ARTICLES, *PAGES], ids=name)
def test_a_summary_is_a_sentence_or_two(path: Path) -> None:
    summary = parts(path)[0]["Summary"]

    assert summary.endswith((".", "?"))
    assert len(summary.split()) <= 45


@pytest.mark.parametrize("key", ["Title", "Slug", "Summary"])
def test_no_two_articles_have_the_same(key: str) -> None:
    values = [parts(path)[0][key] for path in [*ARTICLES, *PAGES]]

    assert sorted({*values}) == sorted(values)


@pytest.mark.parametrize("path", [*ARTICLES, *PAGES], ids=name)
def test_every_link_to_another_file_finds_it(path: Path) -> None:
    linked = re.findall(r"\{filename\}(/?)([^)\s#]+)", path.read_text(encoding="utf-8"))

    assert [link for root, link in linked if not ((CONTENT if root else path.parent) / link).is_file()] == []


def test_every_comment_file_can_be_read_and_belongs_to_an_article() -> None:
    for slug in commentfile.slugs(CONTENT / "comments"):
        comments, broken = commentfile.read_folder(CONTENT / "comments", slug)

        assert broken == []
        assert comments
        assert slug in {path.stem for path in ARTICLES}


def test_the_real_site_is_built_without_a_warning(real: Blog) -> None:
    assert {f"{path.stem}/index.html" for path in ARTICLES} <= real.tree().keys()


def test_every_comment_there_is_is_on_its_page(real: Blog) -> None:
    for slug in commentfile.slugs(CONTENT / "comments"):
        files = {path.stem for path in (CONTENT / "comments" / slug).glob("*.md")}

        assert {*comments_on(real.page(f"{slug}/index.html"))} == files


def test_the_intakes_stylesheet_exists(real: Blog) -> None:
    assert pelicanconf.COMMENTS_STYLESHEET in real.tree()


def file_of(address: str) -> str:
    """The built file behind an address on the site."""
    path = unquote(address).removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def test_every_link_on_the_built_site_leads_somewhere(real: Blog) -> None:
    tree = real.tree()
    pages = {name: Page(text.decode()) for name, text in tree.items() if name.endswith(".html")}
    dead = []

    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            target = file_of(parts.path) if parts.path else name
            if parts.scheme or parts.netloc:
                continue
            if target not in tree or (parts.fragment and parts.fragment not in pages[target].anchors):
                dead.append(f"{name}: {link}")

    assert len(pages) > len(ARTICLES)
    assert dead == []


def test_every_link_within_the_site_begins_at_its_root_or_on_its_page(real: Blog) -> None:
    links = {link for name in real.tree() if name.endswith(".html") for link in Page(real.page(name)).links}

    assert [link for link in links if not link.startswith(("/", "#", "https://", "http://", "mailto:"))] == []


def test_nothing_on_the_site_is_fetched_from_elsewhere(real: Blog) -> None:
    fetched = re.compile(r"""<(?:script|img|iframe|link rel="stylesheet")[^>]*(?:src|href)=["'](?:https?:)?//""")

    assert [
        name for name, text in real.tree().items() if name.endswith(".html") and fetched.search(text.decode())
    ] == []


def test_no_page_has_a_script_but_the_themes_and_what_is_data(real: Blog) -> None:
    own = (PROJECT / "theme/templates/script.js").read_bytes().rstrip()
    script = re.compile(
        rb'<script(?! type="application/ld\+json">| data-[^>]*>'
        + re.escape(own)
        + rb'</script>| type="module" src="/theme/search\.js">)',
        re.IGNORECASE,
    )

    assert [name for name, text in real.tree().items() if name.endswith(".html") and script.search(text)] == []
