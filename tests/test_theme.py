"""What the theme promises of every page, read off a small blog built by the real Pelican."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag

import pytest

import themesite
from blog import PROJECT, Blog
from themesite import ARTICLES, HOSTILE, LISTS, PAGES, Page, write

SCRIPT = PROJECT / "theme/templates/script.js"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    return themesite.built(tmp_path_factory.mktemp("theme"))


@pytest.fixture(params=PAGES.values(), ids=list(PAGES))
def page(built: Blog, request: pytest.FixtureRequest) -> Page:
    return Page(built.page(request.param))


@pytest.fixture(params=LISTS.values(), ids=list(LISTS))
def listing(built: Blog, request: pytest.FixtureRequest) -> Page:
    return Page(built.page(request.param))


@pytest.fixture(scope="module")
def article(built: Blog) -> Page:
    return Page(built.page(ARTICLES["an article"]))


# Every page


def test_a_page_says_what_it_is_and_in_which_language(page: Page) -> None:
    assert page.values("html", "lang") == ["en"]
    assert page.texts("title") != [""]
    assert page.values("meta[name=description]", "content") != [""]


def test_a_page_has_one_heading_of_the_first_rank_and_one_main_part(page: Page) -> None:
    assert [len(page.all("h1")), len(page.all("main")), len(page.all("main h1"))] == [1, 1, 1]


def test_headings_skip_no_rank(page: Page) -> None:
    ranks = [int(heading.name[1]) for heading in page.all("h1, h2, h3, h4, h5, h6")]

    assert all(later - earlier <= 1 for earlier, later in pairwise(ranks))


def test_the_first_link_skips_to_the_content(page: Page) -> None:
    assert page.values("a", "href")[0] == "#content"
    assert page.values("main", "id") == ["content"]


def test_every_id_is_there_once(page: Page) -> None:
    ids = page.values("[id]", "id")

    assert sorted(ids) == sorted(set(ids))


def test_every_label_has_its_control_and_every_control_its_label(page: Page) -> None:
    controls = page.values("input:not([type=hidden]), select, textarea", "id")

    assert sorted(page.values("label", "for")) == sorted(controls)


def test_every_part_named_by_another_is_there(page: Page) -> None:
    ids = set(page.values("[id]", "id"))
    named = [
        *page.values("[aria-labelledby]", "aria-labelledby"),
        *page.values("[aria-describedby]", "aria-describedby"),
    ]

    assert {name for names in named for name in names.split()} <= ids


def test_nothing_on_a_page_can_run_but_the_themes_own_script(page: Page) -> None:
    attributes = {name for element in page.all("*") for name in element.attrs}

    assert page.texts("script:not([type])") == [SCRIPT.read_text(encoding="utf-8").rstrip()]
    assert page.all("style, iframe, object, embed") == []
    assert [name for name in attributes if name == "style" or name.startswith("on")] == []
    assert [
        link for link in page.values("a", "href") if link.lower().strip().startswith(("javascript:", "data:"))
    ] == []


def test_a_page_asks_nothing_of_another_host(page: Page) -> None:
    asked = [
        *page.values("link[rel=stylesheet]", "href"),
        *page.values("link[rel=icon]", "href"),
        *page.values("form", "action"),
        *(
            value
            for name in ("src", "srcset", "poster", "data", "background")
            for value in page.values(f"[{name}]", name)
        ),
    ]

    assert page.values("link[rel=stylesheet]", "href") == ["/theme/css/style.css"]
    assert {name for name in page.values("link", "rel") if name not in ("stylesheet", "icon", "alternate")} == set()
    assert [address for address in asked if not re.match(r"/[^/]", address)] == []


def test_every_link_within_the_site_leads_somewhere(built: Blog, page: Page) -> None:
    for link in {*page.values("a", "href"), *page.values("link", "href")} - {"https://ann.example/"}:
        address, anchor = urldefrag(link)
        target = built.output / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))
        assert not address or target.is_file(), link
        assert not anchor or f'id="{anchor}"' in (target.read_text(encoding="utf-8") if address else page.html), link


def test_a_page_can_be_told_from_the_others_by_its_title(built: Blog) -> None:
    titles = [Page(built.page(name)).texts("title")[0] for name in PAGES.values()]

    assert sorted(titles) == sorted(set(titles))


def test_a_page_offers_the_feeds_of_articles_and_comments(page: Page) -> None:
    offered = page.values("link[rel=alternate]", "href")

    assert {"/feeds/all.atom.xml", "/feeds/all.rss.xml", "/feeds/comments.atom.xml"} <= set(offered)


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        pytest.param("index.html", ["Home"], id="home"),
        pytest.param("archives/index.html", ["Archives"], id="archives"),
        pytest.param("about/index.html", ["About"], id="a page"),
        pytest.param("hello/index.html", [], id="an article, which the menu does not name"),
    ],
)
def test_the_menu_marks_where_one_is(built: Blog, name: str, marked: list[str]) -> None:
    assert Page(built.page(name)).texts(".site-nav [aria-current=page]") == marked


def test_privacy_is_in_the_footer_and_not_in_the_menu(page: Page) -> None:
    assert page.texts(".site-nav a") == ["Home", "Archives", "Search", "About"]
    assert page.texts(".site-foot a") == ["Privacy", "Feed of articles", "Feed of comments"]


# Lists


def test_every_article_of_a_list_carries_its_comment_link(listing: Page) -> None:
    articles = listing.values(".entry h2 a, .year .title", "href")

    assert articles
    assert listing.values(".comment-count", "href") == [f"{address}#comments" for address in articles]


@pytest.mark.parametrize("address", ["/", "/archives/"])
def test_a_list_of_several_pages_leads_back_and_forth(built: Blog, address: str) -> None:
    first, second = (Page(built.page(f"{folder}index.html")) for folder in (address[1:], f"{address[1:]}page/2/"))

    assert first.values(".turn a", "href") == [f"{address}page/2/"]
    assert second.values(".turn a", "href") == [address]


def test_archives_go_back_year_by_year(built: Blog) -> None:
    first, second = (Page(built.page(LISTS[name])) for name in ("archives", "the second page of the archives"))

    assert first.texts(".year h2") == ["2026", "2025"]
    assert first.texts(".year time") == ["1 November", "2 March"]
    assert second.texts(".year h2") == ["2025"]
    assert second.texts(".year time") == ["1 March"]


def test_archives_that_the_owner_wants_on_one_page_are_on_one(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    write(blog)
    blog.configure('del PAGINATED_TEMPLATES["archives"]\n')
    blog.build()
    archives = Page(blog.page(LISTS["archives"]))

    assert archives.texts(".year time") == ["1 November", "2 March", "1 March"]
    assert archives.all(".turn") == []


def test_tags_stand_in_the_order_of_the_alphabet_with_how_often_each_is_used(built: Blog) -> None:
    tags = Page(built.page(PAGES["tags"]))

    assert tags.texts(".terms li") == ["apples 1 article", "boats 3 articles", "<b>bold</b> 1 article"]


# Articles


def test_the_comments_belong_to_their_article(article: Page) -> None:
    assert len(article.all("section#comments")) == 1
    assert len(article.all(".h-entry > section#comments")) == 1
    assert article.values(".h-entry .u-comment.h-cite", "id") == ["comment-aaaaaaaa", "comment-bbbbbbbb"]
    assert article.texts(".meta .comment-count") == [f"2 comments on {HOSTILE}"]


def test_an_article_offers_the_feed_of_its_comments(article: Page) -> None:
    assert "/hello/comments.atom.xml" in article.values("link[rel=alternate]", "href")


def test_dates_are_written_in_words(article: Page) -> None:
    assert article.texts(".meta time") == ["1 November 2026", "20 November 2026"]


def test_an_article_describes_itself_without_tags(article: Page) -> None:
    assert article.values("meta[name=description]", "content") == ["All of it."]


def test_an_article_leads_to_its_neighbours_in_time(built: Blog) -> None:
    other = Page(built.page("other/index.html"))

    assert other.values(".turn a", "href") == ["/hello/", "/salaam/"]
    assert other.values(".turn a", "rel") == ["next", "prev"]


def test_an_article_in_another_language_says_so_and_which_way_it_runs(built: Blog) -> None:
    salaam = Page(built.page(ARTICLES["an article in Arabic"]))

    for selector in (".post > h1", ".post > .e-content"):
        assert [salaam.values(selector, name) for name in ("lang", "dir")] == [["ar"], ["rtl"]]


def test_no_list_leads_to_a_draft(listing: Page) -> None:
    assert [link for link in listing.values("a", "href") if "unready" in link] == []


# What strangers and authors type


def test_a_hostile_name_is_shown_as_it_was_typed(article: Page) -> None:
    assert article.texts(".comment-author")[0] == HOSTILE
    assert HOSTILE not in article.html


def test_a_hostile_title_is_shown_as_it_was_typed(built: Blog) -> None:
    for name in (ARTICLES["an article"], LISTS["home"], LISTS["archives"]):
        assert HOSTILE in Page(built.page(name)).texts("h1, h2, .title")
        assert HOSTILE not in built.page(name)


# The build


def test_two_builds_write_the_same_bytes(built: Blog, tmp_path: Path) -> None:
    again = Blog(tmp_path)
    write(again)

    again.build(fork=False)

    assert again.tree() == built.tree()
