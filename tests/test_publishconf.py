"""The published site: what its settings leave out that a preview shows."""

from __future__ import annotations

import pytest

from blog import PROJECT, Blog
from builders import a_comment
from moderation import siteindex

UNREADY = "not-for-everybody"

PUBLISHED = f"""
import os
os.environ["SITEURL"] = "https://blog.example/"
from publishconf import *
THEME = {str(PROJECT / "theme")!r}
PLUGIN_PATHS = [{str(PROJECT / "plugins")!r}]
"""


@pytest.fixture
def drafts(blog: Blog) -> Blog:
    """A blog with drafts of every kind, and an article and a page that are none."""
    blog.article("hello")
    blog.article("secret", UNREADY, UNREADY, status="draft", tags=UNREADY, category=UNREADY)
    blog.article("skipped", UNREADY, UNREADY, status="skip")
    blog.article("elsewhere", UNREADY, UNREADY, status="draft", save_as="elsewhere/index.html", url="elsewhere/")
    blog.comment(a_comment("aaaaaaaa", article="secret", text=UNREADY))
    blog.comment(a_comment("bbbbbbbb", article="draft-page", text=UNREADY))
    head = f"Title: {UNREADY}\nDate: 2026-11-01\nStatus: draft\nComments: open\n"
    blog.write("articles/hemlig.md", f"{head}Slug: secret\nLang: sv\n\n{UNREADY}\n")
    blog.write("pages/draft-page.md", f"{head}Slug: draft-page\n\n{UNREADY}\n")
    blog.write("pages/utkast.md", f"{head}Slug: draft-page\nLang: sv\n\n{UNREADY}\n")
    blog.write("pages/about.md", "Title: About\nSlug: about\n\nWords.\n")
    return blog


def telling(blog: Blog) -> set[str]:
    """The built files that say anything of a draft."""
    return {name for name, text in blog.tree().items() if UNREADY.encode() in text or UNREADY in name}


def test_a_published_site_says_nothing_of_any_draft(drafts: Blog) -> None:
    drafts.configure(PUBLISHED)

    drafts.build(fatal="warnings")

    assert {"hello/index.html", "about/index.html"} <= drafts.tree().keys()
    assert telling(drafts) == set()
    assert not [name for name in drafts.tree() if "drafts" in name or "secret" in name or "draft-page" in name]


def test_nor_does_it_without_the_plugin(drafts: Blog) -> None:
    drafts.configure(f"{PUBLISHED}\nPLUGINS = []\n")
    (drafts.root / "content/articles/elsewhere.md").unlink()  # Pelican itself puts it where it wants to be

    drafts.build()

    assert "hello/index.html" in drafts.tree()
    assert telling(drafts) == set()


def test_a_preview_shows_drafts_but_none_that_says_skip(drafts: Blog) -> None:
    drafts.build(fatal="warnings")

    assert telling(drafts) == {
        *("drafts/secret/index.html", "drafts/secret-sv.html", "secret/comments.atom.xml"),
        *("drafts/pages/draft-page.html", "drafts/pages/draft-page-sv.html", "draft-page/comments.atom.xml"),
        *("elsewhere/index.html", "elsewhere/comments.atom.xml"),
    }


def test_intake_and_desk_know_no_draft_of_a_published_site(drafts: Blog) -> None:
    drafts.configure(PUBLISHED)

    drafts.build()

    assert siteindex.load(drafts.settings.site_index).articles.keys() == {"hello"}
    assert drafts.moderate("publish").exit_code == 0
    assert drafts.moderate("publish", "secret").output.startswith("Error: There is no article 'secret'")


def test_nothing_is_redirected_to_a_draft(drafts: Blog) -> None:
    drafts.configure(PUBLISHED)
    drafts.write("redirects.txt", "/?p=1 secret\n/?p=2 elsewhere\n/?p=3 draft-page\n/?p=4 hello\n")

    built = drafts.build()

    assert "no article or page has the slug" in built.stderr
    assert drafts.page("_redirects").splitlines()[1:] == ["/ p=4 /hello/ 301"]
