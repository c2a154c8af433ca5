"""Posts and pages of WordPress as articles and pages here: what Pelican reads in the files of an import."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from blog import Blog
from wxr import a_post, an_attachment, bring

REMEMBER = """
import json
from pathlib import Path
from pelican import signals

NAMES = "title date modified author category tags summary status image image_alt comments content".split()

def remember(generators):
    kinds = "articles drafts hidden_articles pages draft_pages hidden_pages".split()
    found = [one for kind in kinds for generator in generators for one in getattr(generator, kind, [])]
    read = {one.slug: {name: said(one, name) for name in NAMES} for one in found}
    Path(OUTPUT_PATH).with_name("read.json").write_text(json.dumps(read))

def said(one, name):
    value = one.metadata.get(name) if name == "comments" else getattr(one, name, None)
    return [str(each) for each in value] if name == "tags" and value else value and str(value)

signals.all_generators_finalized.connect(remember)
"""
"""Pelican's settings can hold handlers: this one writes down what has been read."""

LONG = "An exceedingly long title " * 40
UTC_2 = "2020-05-01 10:00:00+02:00"
NO_DATE = "0000-00-00 00:00:00"


@dataclass
class Case:
    """An item, by what it shows, and what is to be read of it."""

    shows: str
    reads: dict[str, object]
    fields: dict[str, Any]

    @property
    def slug(self) -> str:
        return self.shows.replace(" ", "-")


def case(shows: str, reads: dict[str, object], **fields: Any) -> Case:
    return Case(shows, reads, fields)


CASES = [
    case("an ordinary post", {"title": "Hello", "status": "published", "category": "Trust", "tags": None}),
    case("entities in a title", {"title": 'Me & you: 1 < 2 "é"'}, title="Me &amp; you: 1 &lt; 2 &quot;&eacute;&quot;"),
    case("a bare ampersand in a title", {"title": "AT&T &c"}, title="AT&T &c"),
    case("markup in a title", {"title": "Very true"}, title='<em class="x">Very</em> <b>true</b>'),
    case("a title that shows markup", {"title": "Use <b> & <i>"}, title="Use &lt;b&gt; &amp; &lt;i&gt;"),
    case("a title of two lines", {"title": "One and two"}, title=" One\r\nand\n\ttwo "),
    case("no title", {"title": "(no title)"}, title=""),
    case("a title of markup alone", {"title": "(no title)"}, title="<br>"),
    case("a title of dashes", {"title": "---"}, title="---"),
    case("a long title", {"title": LONG.strip()}, title=LONG),
    case("markdown in a title", {"title": "*Not* `markdown`"}, title="*Not* `markdown`"),
    case("a date with its distance to utc", {"date": UTC_2, "modified": None}),
    case("a date in india", {"date": "2020-05-01 10:00:00+05:30"}, post_date_gmt="2020-05-01 04:30:00"),
    case("a date in newfoundland", {"date": "2020-05-01 10:00:00-02:30"}, post_date_gmt="2020-05-01 12:30:00"),
    case("only the blogs own clock", {"date": UTC_2}, post_date_gmt=NO_DATE),
    case("only a date in utc", {"date": "2020-05-01 08:00:00+00:00"}, post_date=NO_DATE),
    case("a clock that is none", {"date": "2020-05-01 10:00:00+00:00"}, post_date_gmt="2020-04-01 08:00:00"),
    case("no date but a change", {"date": UTC_2}, post_date=NO_DATE, post_date_gmt=NO_DATE),
    case(
        "a change",
        {"date": UTC_2, "modified": "2020-06-01 09:00:00+02:00"},
        post_modified="2020-06-01 09:00:00",
        post_modified_gmt="2020-06-01 07:00:00",
    ),
    case(
        "a change before it was published",
        {"date": UTC_2, "modified": None},
        post_modified="2020-04-01 09:00:00",
        post_modified_gmt="2020-04-01 07:00:00",
    ),
    case("the year 1", {"date": "0001-01-01 00:00:00+02:00"}, post_date="0001-01-01 00:00:00", post_date_gmt=""),
    case("the authors name", {"author": "Ann Author"}),
    case("an author with entities", {"author": "Tom & Jerry"}, creator="tom"),
    case("an author whose account is gone", {"author": "carl"}, creator="carl"),
    case("no author", {"author": "Mara Lindqvist"}, creator=""),
    case(
        "several categories",
        {"category": "Trust", "tags": ["Price", "boats", "A & B"]},
        categories=["Trust", "Price"],
        tags=["boats", "A &amp; B", "boats"],
    ),
    case(
        "a category that is a tag too",
        {"category": "Trust", "tags": ["Price"]},
        categories=["Trust", "Price"],
        tags=["Price"],
    ),
    case("uncategorized", {"category": "Uncategorized", "tags": None}, categories=["Uncategorized"]),
    case("uncategorized and more", {"category": "Price", "tags": None}, categories=["Uncategorized", "Price"]),
    case("a comma in a category", {"category": "Trust, and more"}, categories=["Trust, and more"]),
    case("a comma in the only tag", {"tags": ["Ely, Cambs"]}, tags=["Ely, Cambs"]),
    case("a comma in a tag", {"tags": ["Ely, Cambs", "boats"]}, tags=["Ely, Cambs", "boats"]),
    case("a semicolon in a tag", {"tags": ["this, that", "boats"]}, tags=["this; that", "boats"]),
    case("tags without letters", {"tags": ["boats"]}, tags=["???", "", "boats", "<br>"]),
    case("an excerpt", {"summary": "<p>In <em>short</em>, yes.</p>"}, excerpt="In <em>short</em>, yes."),
    case(
        "a lead image",
        {"image": "https://old.example/wp-content/uploads/boat.jpg", "image_alt": 'A boat & "sea"'},
        meta={"_thumbnail_id": "900"},
    ),
    case("a lead image that is gone", {"image": None, "image_alt": None}, meta={"_thumbnail_id": "901"}),
    case("a lead image without a number", {"image": None}, meta={"_thumbnail_id": ""}),
    case("a draft", {"status": "draft"}, status="draft", post_date_gmt=NO_DATE),
    case("a post that waits for review", {"status": "draft"}, status="pending"),
    case("a scheduled post", {"status": "draft"}, status="future"),
    case("a status of some plugin", {"status": "draft"}, status="published"),
    case("no status", {"status": "draft"}, status=None),
    case("open comments", {"comments": None}),
    case("closed comments", {"comments": "closed"}, comment_status="closed"),
    case("a page", {"status": "published", "comments": None}, post_type="page", comment_status="closed"),
    case("a page with comments", {"comments": "open"}, post_type="page"),
    case("a page in draft", {"status": "draft"}, post_type="page", status="draft"),
    case("a post from before there were types", {"title": "Hello", "status": "published"}, post_type=None),
    case(
        "headers in a body",
        {"title": "Hello", "author": "Ann Author"},
        content="Author: Mallory\nStatus: published\n\nWords.",
    ),
    case("nothing in a body", {"title": "Hello"}, content=""),
]
SECRET: dict[str, dict[str, Any]] = {
    "private": {"status": "private"},
    "protected": {"post_password": "boats"},
    "private-page": {"post_type": "page", "status": "private"},
}

AUTHORS = {"ann": "Ann Author", "tom": "Tom &amp; Jerry"}


@pytest.fixture(scope="module", params=[(), ("--html",)], ids=["markdown", "html"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """A blog with all of the cases, imported and built once for Markdown and once for HTML."""
    blog = Blog(tmp_path_factory.mktemp("blog"))
    items = [a_post(case.slug, post_id=str(100 + number), **case.fields) for number, case in enumerate(CASES)]
    items += [a_post(slug, **fields) for slug, fields in SECRET.items()]
    image = "https://old.example/wp-content/uploads/boat.jpg"
    attachments = [an_attachment("900", image, 'A boat &amp; "sea"'), an_attachment("", image)]
    bring(blog, *items, *attachments, authors=AUTHORS, options=request.param)
    blog.configure(REMEMBER)
    blog.build()
    return blog


@pytest.fixture(scope="module")
def read(built: Blog) -> dict[str, dict[str, object]]:
    """What Pelican read, by slug."""
    found = json.loads((built.root / "read.json").read_text())
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shows)
def test_pelican_reads(case: Case, read: dict[str, dict[str, object]]) -> None:
    assert {name: read[case.slug][name] for name in case.reads} == case.reads


@pytest.mark.parametrize("slug", SECRET)
def test_what_is_private_or_needs_a_password_is_never_built(slug: str, built: Blog, read: dict[str, object]) -> None:
    [path] = (built.root / "content").glob(f"*/{slug}.*")

    assert "skip" in path.read_text()
    assert slug not in read
    assert not [*built.output.rglob(f"*{slug}*")]


def test_nothing_of_a_draft_is_published(built: Blog) -> None:
    drafts = [case.slug for case in CASES if case.reads.get("status") == "draft"]

    assert drafts
    assert [slug for slug in drafts if (built.output / slug / "index.html").exists()] == []
    assert [slug for slug in drafts if f"/{slug}/" in built.page("index.html") + built.page("feeds/all.atom.xml")] == []


def test_a_title_is_shown_as_it_was(built: Blog) -> None:
    assert ">Me &amp; you: 1 &lt; 2 &#34;é&#34;<" in built.page("entities-in-a-title/index.html")
