"""Real exports, whole: what readers find at the old addresses, compared with the export as another parser has it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from blog import Blog

REAL = ("bitcoinfrance", "block-test-data", "cclabs", "pelican-wordpressexport", "themeunittestdata")
TAKEN = ("/tags/",)


@dataclass
class Said:
    """An approved comment as the export has it."""

    id: str
    parent: str
    text: str
    type: str


@dataclass
class Item:
    """A post or page as the export has it."""

    title: str
    status: str
    link: str
    type: str
    text: str
    comments: list[Said] = field(default_factory=list)


class Export:
    """The export, read anew and without any of our code."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = ElementTree.parse(path).getroot()  # noqa: S314  a file of our own collection

    @cached_property
    def items(self) -> list[Item]:
        """Its posts and pages."""
        return [self._item(item) for item in self.root.iter("item") if local(item, "post_type") in ("post", "page")]

    @cached_property
    def published(self) -> list[Item]:
        """Those of them that everybody may read, where the site has no list of its own at their address."""
        public = (item for item in self.items if item.status == "publish")
        return [item for item in public if urlsplit(item.link).path not in TAKEN and not urlsplit(item.link).query]

    def _item(self, item: ElementTree.Element) -> Item:
        hidden = local(item, "post_password") and "password"
        status = hidden or local(item, "status")
        found = Item(
            local(item, "title"), status, local(item, "link"), local(item, "post_type"), local(item, "encoded")
        )
        for child in item:
            if child.tag.endswith("}comment") and local(child, "comment_approved") == "1":
                parent, kind = local(child, "comment_parent"), local(child, "comment_type")
                said = Said(local(child, "comment_id"), parent, local(child, "comment_content"), kind)
                found.comments.append(said)
        return found

    def states(self) -> Counter[str]:
        """How many comments its posts and pages have, by WordPress's words for their states."""
        states = Counter[str]()
        for item in self.root.iter("item"):
            if local(item, "post_type") in ("post", "page"):
                states.update(local(child, "comment_approved") for child in item if child.tag.endswith("}comment"))
        return states


def local(element: ElementTree.Element, name: str) -> str:
    """The text of the child with this name, whatever the namespace's version."""
    return next((child.text or "" for child in element if child.tag.rpartition("}")[2] == name), "")


@dataclass
class Move:
    """An export, and the blog that was made of it."""

    export: Export
    blog: Blog
    said: str

    def at(self, link: str) -> Path:
        """The built page a reader comes to from an old link, redirects followed."""
        path = unquote(urlsplit(link).path).replace("//", "/").strip("/")
        page = self.blog.output / path / "index.html"
        if not page.exists():
            return page
        refresh = soup(page).select_one('meta[http-equiv="refresh"]')
        if refresh is None:
            return page
        target = str(refresh["content"]).partition("url=")[2]
        return self.blog.output / unquote(target).strip("/") / "index.html"


def soup(page: Path) -> BeautifulSoup:
    """The page as a browser has it."""
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def moved(export: Path, root: Path) -> Move:
    """Import the export into an empty blog, and build it."""
    blog = Blog(root)
    blog.configure("SITEURL = ''\nDIRECT_TEMPLATES.remove('search')  # where an export may have a page\n")
    done = blog.moderate("import", "wordpress", str(export))
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    blog.build()
    return Move(Export(export), blog, done.stdout)


@pytest.fixture(scope="module", params=REAL)
def move(request: pytest.FixtureRequest, corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Move:
    return moved(corpora / "wxr/real" / f"{request.param}.xml", tmp_path_factory.mktemp("moved"))


def test_every_published_post_and_page_is_found_at_its_old_address(move: Move) -> None:
    missing = [item.link for item in move.export.published if not move.at(item.link).exists()]

    assert move.export.published
    assert missing == []


def test_the_page_at_the_old_address_is_the_right_one(move: Move) -> None:
    for item in move.export.published:
        page = move.at(item.link)
        heading = soup(page).select_one("main h1")
        assert heading
        title = BeautifulSoup(item.title, "html.parser").get_text() or "(no title)"
        assert bare(heading.get_text()) == bare(title)


def test_each_approved_comment_is_on_its_page_once_and_nowhere_else(move: Move) -> None:
    expected = {page: sorted(said.id for said in item.comments) for page, item in pages_with_comments(move)}
    found = {page: ids for page in every_page(move) if (ids := sorted(comments_on(page)))}

    assert found == expected


def test_each_approved_comment_says_on_the_page_what_it_says_in_the_export(move: Move) -> None:
    for page, item in pages_with_comments(move):
        shown = {id: comment.select_one(".e-content") for id, comment in comments_on(page).items()}
        for said in item.comments:
            text = shown[said.id]
            assert text
            assert bare(text.get_text()) == bare(BeautifulSoup(said.text, "html.parser").get_text())


def test_each_reply_is_under_the_comment_it_answers(move: Move) -> None:
    for page, item in pages_with_comments(move):
        shown = comments_on(page)
        wanted = {said.id: said.parent if said.parent in shown else "" for said in item.comments}
        assert {id: answered(comment) for id, comment in shown.items()} == wanted


def test_pingbacks_and_trackbacks_keep_their_kind(move: Move) -> None:
    expected = {
        said.id: said.type for item in move.export.items for said in item.comments if said.type.endswith("back")
    }
    files = move.blog.comments.rglob("*.md")
    found = {
        path.stem: kind[1] for path in files if (kind := re.search(r"^Kind: (.*)$", path.read_text(), re.MULTILINE))
    }

    assert found == expected


def test_the_queue_has_every_comment_in_its_state(move: Move) -> None:
    words = {"1": "approved", "0": "pending", "spam": "spam", "trash": "trash"}
    with move.blog.queue() as queue:
        counted = {state.value: number for state, number in queue.count().items() if number}

    assert counted == {words[state]: number for state, number in move.export.states().items()}


def test_what_was_not_public_is_on_no_page(move: Move) -> None:
    """Drafts have a preview, as in Pelican; it is not on the published site, for which see the settings' tests."""
    public = {bare(item.title) for item in move.export.published}
    hidden = {bare(item.title) for item in move.export.items if item.status != "publish"} - public - {""}
    headings = {
        bare(heading.get_text())
        for page in every_page(move)
        if page.relative_to(move.blog.output).parts[0] != "drafts"
        for heading in soup(page).select("h1, h2")
    }

    assert headings & hidden == set()


def test_no_address_of_a_reader_is_on_the_site_or_beside_the_articles(move: Move) -> None:
    private = {
        address.encode()
        for comment in move.export.root.iter()
        if comment.tag.endswith("}comment")
        for address in (local(comment, "comment_author_email"), local(comment, "comment_author_IP"))
        if address not in ("", "127.0.0.1")  # which is where this site is served in tests
    }
    texts = [path.read_bytes() for path in (move.blog.root / "content").rglob("*") if path.is_file()]
    texts += move.blog.tree().values()
    public = "".join(item.text + "".join(said.text for said in item.comments) for item in move.export.items).encode()

    assert [address for address in private if address not in public and any(address in text for text in texts)] == []


def test_a_second_import_says_that_nothing_changed(move: Move) -> None:
    before = {path: path.read_bytes() for path in (move.blog.root / "content").rglob("*") if path.is_file()}
    again = move.blog.moderate("import", "wordpress", str(move.export.path))

    assert again.stdout.endswith("Nothing was changed.\n")
    assert {path: path.read_bytes() for path in (move.blog.root / "content").rglob("*") if path.is_file()} == before


def pages_with_comments(move: Move) -> Iterator[tuple[Path, Item]]:
    """The built page of each published item that has approved comments."""
    for item in move.export.published:
        if item.comments:
            yield move.at(item.link), item


def every_page(move: Move) -> list[Path]:
    """All built pages."""
    return sorted(move.blog.output.rglob("*.html"))


def comments_on(page: Path) -> dict[str, Tag]:
    """The comments of a page by id; it must not show one twice."""
    found = soup(page).select("article.comment")
    by_id = {str(comment["id"]).removeprefix("comment-"): comment for comment in found}
    assert len(by_id) == len(found)
    return by_id


def answered(comment: Tag) -> str:
    """The comment that this one is shown to answer: the one it names, else the one around it."""
    named = comment.select_one(":scope > header .u-in-reply-to")
    if named:
        return str(named["href"]).removeprefix("#comment-")
    around = comment.find_parent("article", class_="comment")
    return str(around["id"]).removeprefix("comment-") if around else ""


def bare(text: str) -> str:
    """The text's letters and digits: all else may change with typography and paragraphs."""
    return "".join(character for character in html.unescape(text) if character.isalnum()).casefold()
