"""Hostile values on the whole way: through the real form into the queue, past the desk, into files, pages and feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import httpx2
import pytest
from defusedxml.ElementTree import fromstring

import hostile
from blog import Blog
from door import FORM
from moderation import siteindex
from moderation.markup.ignorable import as_seen
from moderation.published import commentfile
from moderation.published.section import SLOT, Renderer
from moderation.queue.submission import Submission
from moderation.sanitize import render
from skeleton import parsed, skeleton
from test_cli_terminal import FORMATS, obeyed

MISTAKES = {"author": " ", "comment": " ", "email": "canary", "url": "not a site", "comment_parent": "?"}
"""For each field something that is only wrong, and not hostile."""
FIELDS = [*MISTAKES, "topic"]
HARMLESS = {"author": ["Ann"], "comment": ["I agree."], "url": ["https://ann.example/", ""], "topic": ["pills"]}
"""For each field that takes hostile values what is not: one of each kind that makes a difference to a page."""
PRIVATE = ("canary@example.org", "Canary/1.0", "canary.example", "192.0.2.99")
SENDER = {"User-Agent": PRIVATE[1], "Referer": f"https://{PRIVATE[2]}/", "X-Forwarded-For": PRIVATE[3]}
LINE = re.compile(r"[-0-9]{10}T[:.0-9]{12}\+00:00 INFO (?:Took comment [0-9a-z]{8}|Answered 4[0-9]{2}: [A-Z][a-z ]+)")
"""All that the intake may say while nothing is wrong with it."""
ATOM = "{http://www.w3.org/2005/Atom}"
THREAD = "{http://purl.org/syndication/thread/1.0}"


@dataclass(frozen=True)
class Chain:
    """A blog that was sent each value in each field, and whose moderator let in all that came through."""

    blog: Blog
    before: dict[str, bytes]
    """The built site, when nobody had sent anything yet."""
    answers: dict[tuple[str, str], httpx2.Response]
    """By field and value."""
    previews: dict[tuple[str, str], httpx2.Response]
    """The same, of those that were taken."""
    log: str
    printed: list[str]
    """What each command of the moderator said."""

    @property
    def taken(self) -> list[httpx2.Response]:
        return [answer for answer in self.answers.values() if answer.status_code == 303]

    @property
    def queued(self) -> list[Submission]:
        with self.blog.queue() as queue:
            return queue.list()


def send(client: httpx2.Client, field: str, value: str, **fields: str) -> httpx2.Response:
    """The form with this value in one field and, as far as HTTP lets it through, in what a browser says of itself."""
    said = re.sub(r"[\x00-\x1f\x7f]", " ", value)[:2000].rstrip().encode()
    headers = {name.encode(): text.encode() + said for name, text in SENDER.items()}
    typed = FORM | {"email": PRIVATE[0], field: value} | fields
    return client.post("/comments/hello", data=typed, headers=headers)


def moderate(blog: Blog) -> Iterator[str]:
    """What a moderator does who looks at everything in every way, and lets everything in."""
    for command in (*(["list", "--status", "all", "--format", form] for form in FORMATS), ["count"], ["approve", "-"]):
        with blog.queue() as queue:
            ids = [submission.id for submission in queue.list()]
        result = blog.moderate(*command, input="\n".join(ids))
        assert (result.exit_code, result.stderr) == (0, "")
        yield result.stdout


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    blog = Blog(tmp_path_factory.mktemp("blog"))
    blog.configure("COMMENTS_FEED_ITEMS = 10_000\n")
    blog.article("hello", "Hello")
    blog.build()
    before = blog.tree()
    with blog.server(MODERATION_PROXIES="127.0.0.1") as server:
        with httpx2.Client(base_url=server.address) as client:
            answers = {(field, value): send(client, field, value) for field, value in product(FIELDS, hostile.VALUES)}
            taken = [typed for typed, answer in answers.items() if answer.status_code == 303]
            previews = {(field, value): send(client, field, value, preview="1") for field, value in taken}
        server.terminate()
    return Chain(blog, before, answers, previews, server.log, list(moderate(blog)))


# At the door.


def test_each_value_is_taken_or_refused_for_what_is_wrong_with_it(chain: Chain) -> None:
    statuses = {answer.status_code for answer in chain.answers.values()}

    assert statuses == {303, 422}
    assert len(chain.queued) == len(chain.taken) > 100


def test_whoever_is_thanked_is_sent_to_our_own_page(chain: Chain) -> None:
    address = re.compile(r"/comments/receipt/[0-9a-z]{8}/[0-9a-f]{32}")

    assert [answer for answer in chain.taken if not address.fullmatch(answer.headers["Location"])] == []


@pytest.mark.parametrize("field", HARMLESS)
def test_a_preview_is_made_of_nothing_else_than_a_harmless_one(chain: Chain, field: str) -> None:
    with chain.blog.serving() as address, httpx2.Client(base_url=address) as client:
        harmless = [frame(send(client, field, value, preview="1")) for value in HARMLESS[field]]

    previews = {value: answer for (name, value), answer in chain.previews.items() if name == field}
    assert previews
    assert [value for value, answer in previews.items() if frame(answer) not in harmless] == []


def frame(preview: httpx2.Response) -> str:
    """What a preview is made of, whichever id and moment it has."""
    assert preview.status_code == 200
    lines = "\n".join(skeleton(preview.text.replace("\0", "\ufffd")))
    return re.sub(r"comment-[0-9a-z]{8}\b(?!-list)|(?<=datetime=)'[^']*'", "", lines)


@pytest.mark.parametrize("field", MISTAKES)
def test_the_page_that_asks_to_correct_it_is_made_of_nothing_else_than_for_an_honest_mistake(
    chain: Chain, field: str
) -> None:
    refused = {value: answer for (name, value), answer in chain.answers.items() if name == field}
    with chain.blog.serving() as address, httpx2.Client(base_url=address) as client:
        honest = skeleton(send(client, field, MISTAKES[field]).text)

    # A browser replaces NUL, too (HTML Standard, 13.2.5.36); to the judge it is an error.
    texts = {value: answer.text.replace("\0", "\ufffd") for value, answer in refused.items() if answer.is_client_error}
    pages = {value: skeleton(text) for value, text in texts.items()}
    assert pages
    assert [value for value, page in pages.items() if page != honest] == []


def test_the_log_is_a_line_for_each_and_says_nothing_else(chain: Chain) -> None:
    lines = chain.log.removesuffix("\n").split("\n")[1:]  # the first is where it listens

    assert len(lines) == len(chain.answers)
    assert [line for line in lines if not LINE.fullmatch(line)] == []


# At the desk.


def test_the_terminal_obeys_nothing(chain: Chain) -> None:
    shown = [chain.blog.moderate("get", submission.id).stdout for submission in chain.queued]

    assert all(shown)
    assert obeyed("".join([*chain.printed, *shown])) == set()


def test_programs_read_what_was_typed(chain: Chain) -> None:
    listed = json.loads(chain.printed[FORMATS.index("json")])

    assert [(record["author"], record["text"], record["url"], record["email"]) for record in listed] == [
        (submission.comment.author, submission.comment.text, submission.comment.website, submission.email)
        for submission in chain.queued
    ]


# In the files.


def test_there_is_one_file_for_each_comment_and_no_other(chain: Chain) -> None:
    files = {path.relative_to(chain.blog.root / "content").as_posix() for path in chain.blog.comments.rglob("*")}

    assert files == {"comments/hello", *(f"comments/hello/{submission.id}.md" for submission in chain.queued)}


def test_a_file_holds_its_comment_and_no_header_that_was_typed(chain: Chain) -> None:
    for comment in (submission.comment for submission in chain.queued):
        path = commentfile.path_of(chain.blog.comments, comment)
        head, _, body = path.read_bytes().decode().partition("\n\n")

        assert commentfile.read(path) == comment
        assert body == f"{comment.text}\n"
        wanted = {"Author", "Date", *["Website"] * bool(comment.website), *["In-Reply-To"] * bool(comment.parent)}
        assert sorted(line.partition(":")[0] for line in head.splitlines()) == sorted(wanted)


# On the site.


def test_a_page_is_what_it_was_but_for_its_comments(chain: Chain) -> None:
    html = {name: text.decode() for name, text in chain.blog.tree().items() if name.endswith(".html")}
    was = {name: text.decode() for name, text in chain.before.items() if name.endswith(".html")}

    assert html["hello/index.html"] != was["hello/index.html"]
    assert {name: SLOT.sub("", page) for name, page in html.items()} == {
        name: SLOT.sub("", page) for name, page in was.items()
    }


def test_every_page_is_well_formed(chain: Chain) -> None:
    for name in chain.blog.tree():
        if name.endswith(".html"):
            assert parsed(chain.blog.page(name)).query("body")


def test_the_comments_are_made_of_nothing_else_than_harmless_ones(chain: Chain) -> None:
    index = siteindex.load(chain.blog.settings.site_index)
    renderer = Renderer(index.site, [Path(folder) for folder in index.templates])
    comments = [submission.comment for submission in chain.queued]
    plain = [
        replace(comment, author="Ann", text="I agree.", website=comment.website and "https://ann.example/")
        for comment in comments
    ]

    for slot in SLOT.finditer(chain.blog.page("hello/index.html")):
        harmless = renderer.part(slot["part"], index.articles["hello"], renderer.threads(plain))
        assert skeleton(slot.group()) == skeleton(harmless)


@pytest.mark.parametrize("name", ["hello/comments.atom.xml", "feeds/comments.atom.xml"])
def test_a_feed_is_xml_with_an_entry_for_each_comment_and_no_other_element(chain: Chain, name: str) -> None:
    feed = fromstring(chain.blog.page(name), forbid_dtd=True)

    names = (f"{ATOM}author/{ATOM}name", f"{ATOM}author/{ATOM}uri", f"{ATOM}content")
    entries = [tuple(entry.findtext(path, "") for path in names) for entry in feed.iterfind(f"{ATOM}entry")]
    assert sorted(entries) == sorted(
        (as_seen(comment.author), as_seen(comment.website), render(comment.text).html)
        for comment in (submission.comment for submission in chain.queued)
    )
    known = ["feed", "title", "link", "id", "updated", "entry", "published", "author", "name", "uri", "content"]
    assert {element.tag for element in feed.iter()} == {
        *(f"{ATOM}{tag}" for tag in known),
        f"{THREAD}in-reply-to",
        f"{THREAD}total",
    }


def test_nothing_private_is_on_the_site_or_in_the_files(chain: Chain) -> None:
    told = b"".join(chain.blog.tree().values())
    told += b"".join(path.read_bytes() for path in chain.blog.comments.rglob("*.md"))

    assert [secret for secret in PRIVATE if secret.encode() in told] == []
    assert {submission.email for submission in chain.queued} >= {PRIVATE[0]}


def test_the_next_full_build_is_well_and_changes_nothing(chain: Chain) -> None:
    merged = chain.blog.tree()

    chain.blog.build()

    assert chain.blog.tree() == merged
