"""A blog in another language, built by the real Pelican."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

import themesite
from blog import Blog
from door import FORM
from patience import eventually
from test_merge import built_anew
from themesite import PAGES, TWO_BY_TWO, Page
from translations import LANGUAGES, left_in_english


def written(folder: Path, language: str) -> Blog:
    """The small blog with a page of each kind, in this language."""
    blog = Blog(folder)
    themesite.write(blog)
    blog.configure(f'DEFAULT_LANG = {language!r}\nSITENAME = "Blog"\n{TWO_BY_TWO}')
    blog.build()
    return blog


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    return written(tmp_path_factory.mktemp("en"), "en")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def translated(language: str, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    return written(tmp_path_factory.mktemp(language), language)


@pytest.mark.parametrize("name", PAGES.values(), ids=list(PAGES))
def test_no_word_of_ours_is_left_in_english(english: Blog, translated: Blog, language: str, name: str) -> None:
    assert left_in_english(language, english.page(name), translated.page(name)) == []


@pytest.mark.parametrize("name", PAGES.values(), ids=list(PAGES))
def test_a_page_says_which_language_it_is_in(translated: Blog, language: str, name: str) -> None:
    page = Page(translated.page(name))

    assert page.values("html", "lang") == [language]
    assert {*page.values(".comments, .comment-count", "lang")} <= {language}


def test_feeds_of_comments_are_in_the_language_too(translated: Blog, language: str) -> None:
    told = {"de": "Ann zu „", "es": "Ann en «", "fr": "Ann sur «\u00a0"}

    assert f"<title>{told[language]}" in translated.page("feeds/comments.atom.xml")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """An English blog with an article in German, and one in a language that has no catalogue."""
    blog = Blog(tmp_path_factory.mktemp("mixed"))
    blog.article("hello")
    for lang, slug in {"de": "hallo", "sv": "hej"}.items():
        blog.article(slug, slug.title(), lang=lang, url=f"{slug}/", save_as=f"{slug}/index.html")
    blog.build()
    return blog


@pytest.mark.parametrize(
    ("slug", "page", "title", "menu", "date"),
    [
        pytest.param("hello", "en", "", "Home", "1 November 2026", id="the site's"),
        pytest.param("hallo", "de", "", "Startseite", "1. November 2026", id="its own"),
        pytest.param("hej", "en", "sv", "Home", "1 November 2026", id="the site's, if there is no catalogue"),
    ],
)
def test_an_articles_page_is_in_the_articles_language(
    mixed: Blog, slug: str, page: str, title: str, menu: str, date: str
) -> None:
    built = Page(mixed.page(f"{slug}/index.html"))

    assert (built.values("html", "lang"), built.values(".comments", "lang")) == ([page], [page])
    assert (built.values("h1", "lang"), built.texts(".site-nav a")[0], built.texts(".meta time")) == (
        [title],
        menu,
        [date],
    )


def test_a_list_is_in_the_sites_language_but_for_what_is_the_articles_own(mixed: Blog) -> None:
    home = Page(mixed.page("index.html"))

    assert home.values("html", "lang") == ["en"]
    assert home.texts(".meta time") == ["1 November 2026"] * 3
    assert {*zip(home.values("h2", "lang"), home.texts(".comment-count"), strict=True)} == {
        ("", "Leave a comment on Hello"),
        ("sv", "Leave a comment on Hej"),
        ("de", "Kommentar schreiben zu „Hallo“"),
    }


def test_a_comment_is_approved_onto_a_german_page_as_a_full_build_writes_it(tmp_path: Path) -> None:
    blog = written(tmp_path, "de")
    with blog.serving() as address:
        form = f"{address}/comments/other"
        wrong = httpx2.post(form, data=FORM | {"comment": "", "email": "zoe"})
        receipt = httpx2.post(form, data=FORM, follow_redirects=True)
    [id] = eventually(lambda: blog.moderate("list", "--format", "ids").stdout.split())
    blog.moderate("approve", id)
    page = Page(blog.page("other/index.html"))

    assert (wrong.status_code, Page(wrong.text).texts(".error-summary li")) == (
        422,
        [
            "Bitte schreiben Sie einen Kommentar.",
            "Das ist keine E-Mail-Adresse: Sie sollte wie name@example.org aussehen oder weggelassen werden.",
        ],
    )
    assert Page(receipt.text).texts("h1") == ["Vielen Dank"]
    assert page.texts("#comments-title, .meta .comment-count") == ["1 Kommentar zu „Other“", "1 Kommentar"]
    assert blog.tree() == built_anew(blog)
