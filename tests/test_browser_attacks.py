"""Everything strangers have ever been known to type, in all places that show it, with a real browser as the judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest
from playwright.sync_api import Browser

import attackedsite
import payloads
import serverprocess
from attackedsite import HARMLESS, MAX_TEXT, Site, letters
from blog import Blog
from moderated_comments.buildcache import BuildCache
from moderation.comment import Comment
from moderation.markup.ignorable import as_seen
from moderation.sanitize import Cache, render
from witness import Typed, Witness

OURS = Path(__file__).with_name("attacks")
POLICIES = ["under the policy", WITHOUT := "without any"]


class Visit(NamedTuple):
    """What there was on a page, and what happened."""

    outline: str
    strangers: list[Typed]
    seen: list[str]


@pytest.fixture(scope="module", params=["our own", "all that were published"])
def attacks(request: pytest.FixtureRequest) -> list[str]:
    if request.param == "our own":
        return [path.read_text(encoding="utf-8").partition("\n--\n")[0] for path in sorted(OURS.iterdir())]
    corpora: Path = request.getfixturevalue("corpora")
    handlers = (
        f'<a href="https://a.example/" {on}="alert(1)">a</a><b {on}=1>b</b>' for on in payloads.handlers(corpora)
    )
    return [*payloads.hostile(corpora), *payloads.odd(corpora), *handlers]


@pytest.fixture(scope="module")
def patience() -> Iterator[None]:
    """All tests of this file together may take longer than a server usually lives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serverprocess, "PATIENCE", 600)
        yield


@pytest.fixture(scope="module")
def site(attacks: list[str], patience: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    blog = Blog(tmp_path_factory.mktemp("blog"))
    comments = attackedsite.build(blog, attacks)
    with blog.serving() as address:
        yield Site(address, blog, comments)


@pytest.fixture(scope="module")
def visits(browser: Browser, site: Site) -> dict[tuple[str, str], Visit]:
    """What a witness has to say, by policy and page, of all pages on which something of a comment is shown."""
    return {
        (policy, page): visit(witness, f"{site.address}/{page}")
        for policy in POLICIES
        for witness in witnesses(browser, policy)
        for page in site.pages()
    }


@pytest.fixture(scope="module")
def harmless(browser: Browser, site: Site) -> dict[str, str]:
    """The outlines of the same pages, as they are when nobody types anything bad."""
    return {
        page: visit(witness, f"{site.address}/{HARMLESS}/{page}").outline
        for witness in witnesses(browser, WITHOUT)
        for page in site.pages()
    }


@pytest.fixture
def witness(browser: Browser) -> Iterator[Witness]:
    """One who does without our policy: what does nothing then does nothing under it."""
    yield from witnesses(browser, WITHOUT)


def witnesses(browser: Browser, policy: str) -> Iterator[Witness]:
    """One witness, as long as it is wanted."""
    with browser.new_context(bypass_csp=policy == WITHOUT) as context:
        yield Witness(context)


def visit(witness: Witness, address: str) -> Visit:
    """Look at a page and try everything on it."""
    witness.seen.clear()
    witness.open(address)
    outline, strangers = witness.outline(), witness.strangers()
    witness.provoke("article.comment .e-content *, article.comment .p-name")
    return Visit(outline, strangers, [*witness.seen])


def as_written(comment: Comment, built: Cache) -> Typed:
    """What the build made of the comment, letter by letter."""
    html = render(comment.text, built).html
    return Typed(
        name=as_seen(comment.author), website=as_seen(comment.website), html=str(html).replace("\xa0", "&nbsp;")
    )


def test_hardly_an_attack_is_refused_at_the_door(site: Site, attacks: list[str]) -> None:
    assert len([*site.everything()]) > 0.99 * len(attacks)


def test_nothing_happens_on_any_page(visits: dict[tuple[str, str], Visit]) -> None:
    assert {page: visit.seen for page, visit in visits.items() if visit.seen} == {}


def test_around_what_was_typed_all_pages_are_those_of_harmless_comments(
    visits: dict[tuple[str, str], Visit], harmless: dict[str, str]
) -> None:
    assert [(policy, page) for (policy, page), visit in visits.items() if visit.outline != harmless[page]] == []


def test_a_browser_reads_every_comment_as_it_was_written(visits: dict[tuple[str, str], Visit], site: Site) -> None:
    built = BuildCache(site.blog.root / "var/build.db")
    for slug, comments in site.comments.items():
        written = [as_written(comment, built) for comment in comments]

        assert [visits[policy, f"{slug}/"].strangers for policy in POLICIES] == [written, written]


def test_nothing_happens_in_a_feed_reader(witness: Witness, site: Site) -> None:
    witness.open(f"{site.address}/empty/")

    entries = witness.show(site.blog.page("feeds/comments.atom.xml"))
    witness.provoke(".e-content *")

    assert (entries, witness.seen) == (len([*site.everything()]), [])


def test_nothing_happens_on_the_page_that_asks_for_a_correction(witness: Witness, site: Site) -> None:
    intake = f"{site.address}/comments/empty"
    witness.open(f"{site.address}/empty/")
    witness.send(wrong("I agree."), intake)
    outline = witness.outline()

    for letter in letters((comment.text for comment in site.everything()), MAX_TEXT):
        witness.send(wrong(letter), intake)
        witness.provoke("main :not(button)")

        assert witness.page.input_value("#comment") == letter
        assert witness.outline() == outline
        assert witness.seen == []


def test_nothing_happens_on_the_page_that_gives_a_comment_back(witness: Witness, site: Site) -> None:
    """The article is gone. What was typed is shown, to be copied."""
    for letter in letters((comment.text for comment in site.everything()), 4 * MAX_TEXT):
        witness.open(f"{site.address}/{HARMLESS}/gone/")
        witness.send({"comment": letter}, f"{site.address}/comments/gone")
        witness.provoke("main *")

        assert witness.page.input_value("#kept") == letter
        assert witness.seen == []


def test_nothing_happens_on_the_preview(witness: Witness, site: Site) -> None:
    witness.open(f"{site.address}/empty/")
    texts = letters((comment.text for comment in site.everything()), MAX_TEXT // 4)
    for letter, other in zip(texts, site.everything(), strict=False):
        typed = {"comment": letter, "author": other.author, "url": other.website}
        witness.send(typed, f"{site.address}/comments/empty", button="preview")
        [shown] = witness.strangers()
        witness.provoke("article.comment .e-content *, article.comment .p-name")

        assert shown == as_written(replace(other, text=letter), {})
        assert witness.page.input_value("#comment") == letter
        assert witness.seen == []


def test_nothing_happens_on_the_receipt(witness: Witness, site: Site) -> None:
    for letter in letters((comment.text for comment in site.everything()), MAX_TEXT):
        typed = {"comment": letter, "author": "Ann"}
        receipt = httpx2.post(f"{site.address}/comments/empty", data=typed).headers["Location"]
        witness.open(f"{site.address}{receipt}")
        witness.provoke("main :not(button)")

        assert witness.page.input_value("#comment") == letter
        assert witness.seen == []


def wrong(text: str) -> dict[str, str]:
    """A form with the text in each field; in none but the first it is what is asked for."""
    return {"comment": text, "author": f"{text} {'a' * 245}", "email": f"@ {text}", "url": f"{text} a"}
