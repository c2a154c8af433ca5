"""A blog with a page of every kind that readers meet, served, and how to come to each of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import httpx2
from playwright.sync_api import Page

import specimen
from blog import LIKES, PROJECT, Blog
from builders import a_comment
from moderation.comment import utc_now
from moderation.intake.signin.identity import Identities, Identity
from moderation.markup import policy
from moderation.published import likefile

PAGES = {
    "home": "",
    "the second page of home": "page/2/",
    "archives": "archives/",
    "categories": "categories/",
    "a category": "category/trust/",
    "tags": "tags/",
    "a tag": "tag/boats/",
    "an author": "author/mara-lindqvist/",
    "search": "search/",
    "a page": "about/",
    "an article without comments": "none/",
    "an article with one comment": "one/",
    "an article with ten comments": "ten/",
    "an article with fifty": "fifty/",
    "a closed article": "closed/",
    "an article with everything": "specimen/",
}
UNMARKED = {"an article that the reader has just liked": "ten/#liked", "no page": "nowhere/"}
"""What Lighthouse cannot judge: a page that begins scrolled, where browsers time no largest paint, and an error."""
WRITTEN = {"comment": "I <em>agree</em>.", "author": "Zoë"}
SENT = {
    "a form with errors": {"author": "", "email": "zoe", "url": "not a site", "comment": ""},
    "a preview": WRITTEN | {"preview": "1"},
    "a receipt": WRITTEN,
    "a preview by who has signed in": WRITTEN | {"preview": "1", "identity": ""},
}
"""What a reader types to get these; an identity comes from the provider."""
KINDS = [*PAGES, *UNMARKED, *SENT]

KEY = "of all pages"
OFFERS = f"""{LIKES}
COMMENTS_SIGNIN = "wordpress google facebook x github mastodon id.example.org"
COMMENTS_NOTIFY = "replies comments posts"
"""
"""All that readers can be offered beyond the form."""

# Instead of the way there and back, which other tests go.
CARRY = """(form, signed) => {
    const field = Object.assign(document.createElement("input"), {type: "hidden", name: "identity", value: signed});
    form.append(field);
}"""

TAGS = " ".join(f"<{tag}>so</{tag}>" for tag in policy.TAGS)


def bodies(pattern: str) -> list[str]:
    """Texts that people have written, without their headers; made-up ones would weigh less than they seem to."""
    return [path.read_text(encoding="utf-8").partition("\n\n")[2] for path in sorted(PROJECT.glob(pattern))]


@contextmanager
def served(blog: Blog) -> Iterator[str]:
    """Write and build the blog, and serve it; gives its address."""
    text = bodies("content/articles/losing-a-deal.md")[0].replace("{filename}", "https://blog.example")
    blog.configure(OFFERS + "DEFAULT_PAGINATION = 3\n")
    for slug, comments in {"none": 0, "one": 1, "ten": 10, "fifty": 50}.items():
        blog.article(slug, slug.capitalize(), text, tags="boats", modified="2026-11-20 09:00")
        write_comments(blog, slug, comments)
        likefile.write(blog.comments, slug, comments)
    blog.article("closed", "Closed", comments="closed")
    specimen.write(blog)
    blog.write("pages/about.md", "Title: About\nSlug: about\n\nWords.\n")
    blog.build()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", blog.output, "--quiet"], check=True)
    with blog.serving(MODERATION_SECRET=KEY) as address:
        yield address


def write_comments(blog: Blog, slug: str, number: int) -> None:
    """So many comments, of which two each answer an earlier one: fifty go deeper than is shown."""
    texts = cycle([TAGS, *bodies("content/comments/*/*.md")])
    for place, text in zip(range(1, number + 1), texts, strict=False):
        parent = str(place // 2) if place > 1 else None
        website = "https://ann.example/" if place % 2 else ""
        blog.comment(a_comment(str(place), article=slug, day=place, parent=parent, text=text, website=website))


def identity() -> str:
    """What the form carries of somebody who has signed in for the article without comments."""
    zoe = Identity(provider="google", account="hers", name="Zoë Quist", website="https://id.example/zoe")
    return Identities(KEY.encode()).sign(zoe, "none", utc_now())


def html(address: str, kind: str) -> str:
    """The page of this kind as the server sends it."""
    if kind in SENT:
        sent = SENT[kind] | ({"identity": identity()} if "identity" in SENT[kind] else {})
        return httpx2.post(f"{address}/comments/none", data=sent, follow_redirects=True).text
    return httpx2.get(f"{address}/{(PAGES | UNMARKED)[kind]}").text


def show(page: Page, address: str, kind: str) -> None:
    """Go to the page of this kind as a reader does."""
    page.goto(f"{address}/{(PAGES | UNMARKED).get(kind, 'none/')}")
    if kind in SENT:
        for name in WRITTEN.keys() & SENT[kind].keys():
            page.locator(f"[name={name}]").fill(SENT[kind][name])
        if "identity" in SENT[kind]:
            page.locator(".comment-form").evaluate(CARRY, identity())
        page.get_by_role("button", name="Preview" if "preview" in SENT[kind] else "Post Comment").click()
