"""What an article knows of others, and of itself: series, related articles, its headings, the sizes of its pictures."""

from __future__ import annotations

import base64

import pytest

from blog import Blog
from moderated_comments.outline import outline
from themesite import Page

PIXELS = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGMQifSCIAY4CwAptARLpLEvGQAAAABJRU5ErkJggg=="
)
"""A PNG three pixels wide and two high."""


def page(blog: Blog, slug: str = "hello") -> Page:
    blog.build()
    return Page(blog.page(f"{slug}/index.html"))


def picture(blog: Blog, name: str = "images/a b.png") -> None:
    path = blog.root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PIXELS)


# Series


def test_a_series_is_listed_in_the_order_of_its_dates_and_marks_where_one_is(blog: Blog) -> None:
    blog.article("two", "Two", date="2026-11-02", series="Boats")
    blog.article("one", "One", date="2026-11-01", series="Boats")
    blog.article("three", "Three", date="2026-11-03", series="Boats")
    blog.article("else", "Else", date="2026-11-04", series="Apples")

    series = page(blog, "two")

    assert series.texts("nav[aria-label=Series] h2") == ["Series: Boats"]
    assert series.values("nav[aria-label=Series] a", "href") == ["/one/", "/two/", "/three/"]
    assert series.texts("nav[aria-label=Series] [aria-current]") == ["Two"]


def test_a_series_of_one_is_none(blog: Blog) -> None:
    blog.article(series="Boats")
    blog.article("draft", series="Boats", status="draft")

    assert page(blog).all("nav[aria-label=Series]") == []


# Related articles


def related(blog: Blog, slug: str = "hello") -> list[str]:
    return page(blog, slug).values("nav[aria-label='Related articles'] a", "href")


def test_those_that_share_most_tags_come_first_and_of_equals_the_newer(blog: Blog) -> None:
    blog.article(tags="a, b, c", date="2026-11-09")
    blog.article("one", tags="a", date="2026-11-01")
    blog.article("newer", tags="b", date="2026-11-02")
    blog.article("two", tags="a, b", date="2026-11-01")
    blog.article("fewest", tags="a", date="2026-10-01")
    blog.article("none", tags="d")

    assert related(blog) == ["/two/", "/newer/", "/one/"]
    assert related(blog, "none") == []


def test_what_is_not_listed_or_in_another_language_is_not_related(blog: Blog) -> None:
    blog.article(tags="a")
    for status in ("draft", "hidden"):
        blog.article(status, tags="a", status=status)
    blog.article("hej", tags="a", lang="sv")

    assert related(blog) == []


# The table of contents


HEADINGS = '<h2 id="a">A <em>b</em></h2><p>x</p><h3 id="c">C</h3><h2 id="d">D</h2>'


def test_a_text_of_three_headings_has_a_table_of_contents() -> None:
    assert [(heading.rank, heading.id, heading.html) for heading in outline(HEADINGS)] == [
        (2, "a", "A <em>b</em>"),
        (3, "c", "C"),
        (2, "d", "D"),
    ]
    assert outline(HEADINGS.replace("h3", "h4")) == []


def test_it_leads_to_the_headings(blog: Blog) -> None:
    blog.article(text="## One & *two*\n\n### Three\n\n## Four")

    assert page(blog).texts(".aside summary") == ["Contents"]
    assert page(blog).texts(".aside details a") == ["One & two", "Three", "Four"]
    assert page(blog).values(".aside details a", "href") == ["#one-two", "#three", "#four"]


# Pictures


@pytest.mark.parametrize(
    ("name", "source"),
    [
        pytest.param("images/a b.png", "/images/a%20b.png", id="from the root"),
        pytest.param("images/a b.png", "{static}/images/a%20b.png", id="as Pelican links to it"),
        pytest.param("articles/a.png", "{attach}a.png", id="beside the article"),
    ],
)
def test_a_picture_in_a_text_has_its_size_and_comes_when_it_is_near(name: str, source: str, blog: Blog) -> None:
    picture(blog, name)
    blog.article(text=f"![A picture]({source})")

    [image] = page(blog).all(".e-content img")
    assert [image.attrs[name] for name in ("width", "height", "loading")] == ["3", "2", "lazy"]


@pytest.mark.parametrize("source", ["https://a.example/b.png", "/images/missing.png", "data:image/png;base64,AAAA"])
def test_a_picture_that_is_no_file_of_ours_has_no_size(source: str, blog: Blog) -> None:
    blog.article(text=f"![A picture]({source})")

    [image] = page(blog).all(".e-content img")
    assert (image.attrs.keys() & {"width", "height"}, image.attrs["loading"]) == (set(), "lazy")


def test_a_vector_graphic_has_whole_pixels(blog: Blog) -> None:
    blog.write("images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="30.6" height="20"/>')
    blog.article(text="![A picture](/images/a.svg)")

    assert page(blog).values(".e-content img", "width") == ["31"]


def test_what_its_author_has_said_of_a_picture_stands(blog: Blog) -> None:
    picture(blog)
    blog.article(text='<img alt="" src="/images/a%20b.png" width="30">')

    assert page(blog).values(".e-content img", "width") == ["30"]


def test_the_lead_image_has_its_size_and_comes_first(blog: Blog) -> None:
    picture(blog)
    blog.article(image="images/a b.png", image_alt="A boat")

    [image] = page(blog).all("img.lead")
    names = ("width", "height", "alt", "fetchpriority", "loading")
    assert [image.attrs.get(name) for name in names] == ["3", "2", "A boat", "high", None]


def test_a_page_follows_a_picture_that_is_replaced(crowded: Blog) -> None:
    crowded.article("article-3", text="![A picture](/images/a%20b.png)")
    crowded.build()
    picture(crowded)

    assert page(crowded, "article-3").values("img", "width") == ["3"]


# The call to action


SITES = """
CALL_URL, CALL_LABEL, CALL_TEXT = "/letter/", "Get the letter", "One letter a month about <selling>."
"""


def test_nobody_is_called_to_anything_unless_the_author_wants_it(blog: Blog) -> None:
    blog.article()

    assert page(blog).all(".call") == []


def test_a_site_may_call_from_every_article_and_an_article_to_something_else(blog: Blog) -> None:
    blog.configure(SITES)
    blog.article()
    blog.article("book", call_url="https://book.example/", call_label="Book it", call_text="Twenty minutes by phone.")
    blog.article("quiet", call="no")

    assert page(blog).texts(".call p") == ["One letter a month about <selling>.", "Get the letter"]
    assert page(blog, "book").values(".call a", "href") == ["https://book.example/"]
    assert page(blog, "quiet").all(".call") == []
