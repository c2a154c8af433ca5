"""The merge on sites that are not as simple: drafts, translations, more pages, other settings."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from blog import PROJECT, Blog
from builders import a_comment
from moderation import siteindex
from moderation.published.merge import Merge


def merged_and_built(blog: Blog, *slugs: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site as the merge leaves it and as a build of everything does."""
    Merge(siteindex.load(blog.root / "var/site.json"), blog.comments, blog.output).publish(slugs)
    merged = blog.tree()
    shutil.rmtree(blog.output)
    shutil.rmtree(blog.root / "var")
    blog.build()
    return merged, blog.tree()


def discuss(blog: Blog, slug: str) -> None:
    """Four comments on the article, each in reply to the one before."""
    for number in range(1, 5):
        parent = str(number - 1) if number > 1 else None
        blog.comment(a_comment(str(number), article=slug, parent=parent, day=number, text="I <b>agree</b>.\n\nÄ!"))


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param("DEFAULT_PAGINATION = 1", id="a list of several pages"),
        pytest.param("SITEURL = FEED_DOMAIN = 'https://blog.example/sub'", id="an address in a folder"),
        pytest.param("SITENAME = 'Ännä & <Söhne>'; TIMEZONE = 'America/New_York'", id="an odd name in another zone"),
        pytest.param("COMMENTS_MAX_DEPTH = 1; COMMENTS_FEED_ITEMS = 2", id="small numbers"),
        pytest.param("COMMENTS_FEED = 'c.xml'; COMMENTS_ARTICLE_FEED = 'c/{slug}.xml'", id="feeds elsewhere"),
        pytest.param("JINJA_ENVIRONMENT['newline_sequence'] = '\\r\\n'", id="Windows's line ends"),
    ],
)
def test_whatever_the_settings_a_merge_and_a_build_give_the_same_bytes(settings: str, blog: Blog) -> None:
    blog.configure(settings)
    blog.article("hello")
    blog.article("other", date="2026-10-01")
    blog.build()
    discuss(blog, "hello")

    merged, built = merged_and_built(blog, "hello")

    assert merged == built


def test_whatever_the_article_a_merge_and_a_build_give_the_same_bytes(blog: Blog) -> None:
    blog.article("draft", status="draft")
    blog.article("hidden", status="hidden")
    blog.article("closed", comments="closed")
    blog.article("titled", title="</h1><script>&amp;")
    blog.article("naïve_äpfel.1")
    blog.article("tagged", tags="one, two, three")
    blog.article("moved", save_as="elsewhere.html", url="elsewhere.html")
    blog.article("old", date="0099-01-01 00:00")
    blog.build()
    slugs = ["draft", "hidden", "closed", "titled", "naïve_äpfel.1", "tagged", "moved", "old"]
    for slug in slugs:
        discuss(blog, slug)

    merged, built = merged_and_built(blog, *slugs)

    assert [page for page, text in merged.items() if b'id="comment-4"' in text] == [
        "closed/index.html",
        "drafts/draft/index.html",
        "elsewhere.html",
        "hidden/index.html",
        "naïve_äpfel.1/index.html",
        "old/index.html",
        "tagged/index.html",
        "titled/index.html",
    ]
    assert merged == built


def test_translations_share_their_comments_and_are_merged_alike(blog: Blog) -> None:
    blog.article("hello", lang="en")
    head = "Title: Hallo\nSlug: hello\nDate: 2026-11-01\nLang: de\nSave_as: de/hello.html\nUrl: de/hello.html\n"
    blog.write("articles/hallo.md", f"{head}\nWorte.\n")
    blog.build()
    discuss(blog, "hello")

    merged, built = merged_and_built(blog, "hello")

    assert [page for page, text in merged.items() if b'id="comment-4"' in text] == ["de/hello.html", "hello/index.html"]
    assert merged == built


def test_a_theme_of_its_own_is_merged_as_it_is_built(blog: Blog) -> None:
    theme = blog.root / "theme"
    shutil.copytree(PROJECT / "theme", theme)
    (theme / "templates/comment_section.html").write_text("{% for c in comments %}\n<p>{{ c.author }}\n{% endfor %}")
    blog.configure(f"THEME = {str(theme)!r}")
    blog.article()
    blog.build()
    blog.comment(a_comment(author="<Ann>"))

    merged, built = merged_and_built(blog, "hello")

    assert b"<p>&lt;Ann&gt;\n" in merged["hello/index.html"]
    assert merged == built


def test_the_comments_of_an_article_that_was_renamed_stay_out_of_every_page(blog: Blog) -> None:
    blog.article()
    blog.build()
    blog.comment(replace(a_comment(), article="gone"))

    merged, built = merged_and_built(blog, "hello")

    assert merged == built
