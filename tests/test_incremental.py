"""A build that renders only what changed leaves the same site as one that finds nothing from before."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from blog import LIKES, PROJECT, Blog
from builders import a_comment
from manyarticles import OWN_TEMPLATES, built_alone, times, was_rendered


class Editor:
    """Changes a blog at random; what the changes are is the same each time."""

    def __init__(self, blog: Blog, seed: int) -> None:
        self.blog = blog
        self.random = random.Random(seed)  # noqa: S311  nothing secret
        self.settings = OWN_TEMPLATES + LIKES

    def replaces(self, old: str, new: str) -> None:
        """In an article."""
        path = self.random.choice(sorted((self.blog.root / "content/articles").glob("article-*.md")))
        path.write_text(path.read_text().replace(old, f"{new}{self.random.random()}", 1))

    def edits(self) -> None:
        self.replaces("Words.", "Words ")

    def retitles(self) -> None:
        self.replaces("Title: ", "Title: Not ")

    def readdresses(self) -> None:
        self.replaces("Slug: ", "Slug: elsewhere-")

    def retags(self) -> None:
        self.replaces("Tags: ", "Tags: new, ")

    def serialises(self) -> None:
        self.replaces("Title: ", "Series: Boats\nTitle: ")

    def hides(self) -> None:
        self.replaces("Title:", "Status: hidden\nX: ")

    def dates(self) -> None:
        path = self.blog.root / "content/articles/article-7.md"
        path.write_text(path.read_text().replace("2026-11", "2026-10"))

    def links(self) -> None:
        self.blog.article("article-8", "Linking", "[there]({filename}article-9.md)")

    def moves_what_is_linked(self) -> None:
        path = self.blog.root / "content/articles/article-9.md"
        path.write_text(path.read_text().replace("Slug: ", "Slug: moved-"))

    def deletes(self) -> None:
        (self.blog.root / "content/articles/article-12.md").unlink()

    def adds(self) -> None:
        self.blog.article("new", "New", date="2026-11-27")

    def translates(self) -> None:
        self.blog.write("articles/hej.md", "Title: Hej då\nSlug: article-1\nLang: sv\nDate: 2026-11-02\n\nOrd.\n")

    def comments(self) -> None:
        self.blog.comment(a_comment(article=f"article-{self.random.randrange(2, 6)}"))

    def takes_a_comment_down(self) -> None:
        next((self.blog.comments / "article-2").glob("*.md")).unlink()

    def likes(self) -> None:
        self.blog.write(f"comments/article-{self.random.randrange(2, 6)}/likes", "3\n")

    def edits_a_page(self) -> None:
        self.blog.write("pages/page.md", f"Title: Page {self.random.random()}\n\nOther.\n")

    def changes_the_theme(self) -> None:
        base = (PROJECT / "theme/templates/base.html").read_text()
        (self.blog.root / "templates/base.html").write_text(base.replace("Skip to content", "Skip to the text"))

    def changes_the_language(self) -> None:
        self.settings += f'DEFAULT_LANG = "{self.random.choice(["de", "es", "fr"])}"\n'

    def changes_a_setting(self) -> None:
        self.settings += f'SITESUBTITLE = "{self.random.random()}"\nDEFAULT_PAGINATION = 7\n'
        self.settings += 'PAGINATED_TEMPLATES["archives"] = 5\n'

    def changes_nothing(self) -> None:
        pass


CHANGES: list[Callable[[Editor], None]] = [
    change for name, change in vars(Editor).items() if not name.startswith("_") and name != "replaces"
]


@pytest.mark.parametrize("seed", range(2))
def test_after_any_changes_the_site_is_as_if_built_from_nothing(seed: int, crowded: Blog, tmp_path: Path) -> None:
    editor = Editor(crowded, seed)
    for change in editor.random.sample(CHANGES, 6):
        change(editor)
        crowded.configure(editor.settings)
        before, written = crowded.tree(), times(crowded)

        crowded.build(fatal=None)

        now, expected = crowded.tree(), built_alone(crowded, tmp_path / "twin", editor.settings)
        assert {name for name, page in expected.items() if now.get(name) != page} == set(), change
        same = {name for name in written if before[name] == now.get(name)}
        assert {name for name in same if times(crowded)[name] != written[name]} == set(), change


def test_a_page_that_did_not_change_is_not_rendered(crowded: Blog) -> None:
    assert not was_rendered(crowded, "article-3/index.html")
    assert not was_rendered(crowded, "tag/tag-1/index.html")
    assert not was_rendered(crowded, "page/2/index.html")
    assert not was_rendered(crowded, "page/index.html")


def test_nor_is_one_that_shows_nothing_of_what_changed(crowded: Blog) -> None:
    crowded.article("article-20", "Article 20", "Other words.", date="2026-11-21 08:00")

    assert not was_rendered(crowded, "article-3/index.html")


def write(blog: Blog, name: str, text: str) -> None:
    """A page of the built site, written by somebody else."""
    (blog.output / name).write_text(text)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda blog: blog.article("article-3", "Other"), id="the article"),
        pytest.param(lambda blog: blog.article("article-4", "Other", date="2026-11-05"), id="its neighbour"),
        pytest.param(lambda blog: blog.comment(a_comment(article="article-3")), id="a comment"),
        pytest.param(lambda blog: blog.write("pages/other.md", "Title: Other\n\n"), id="the pages in the menu"),
        pytest.param(lambda blog: blog.configure('SITENAME = "Other"\n'), id="a setting that it shows"),
        pytest.param(lambda blog: blog.configure('ARTICLE_LANG_URL = "x/{slug}/"\n'), id="a setting that it does not"),
        pytest.param(lambda blog: (blog.output / "article-3/index.html").unlink(), id="the page is gone"),
        pytest.param(lambda blog: write(blog, "article-3/index.html", "Mine."), id="the page is another's"),
        pytest.param(lambda blog: (blog.root / "var/build.db").unlink(), id="nothing is known of it"),
    ],
)
def test_a_page_is_rendered_that_may_show_what_changed(change: Callable[[Blog], None], crowded: Blog) -> None:
    expected = "article-3/index.html"
    change(crowded)
    crowded.build(fatal=None)
    rendered = crowded.tree()[expected]
    (crowded.root / "var/build.db").unlink()
    crowded.build(fatal=None)

    assert rendered == crowded.tree()[expected]


@pytest.mark.parametrize(
    ("settings", "template"),
    [
        ('JINJA_GLOBALS = JINJA_GLOBALS | {"f": lambda: "x"}\n', "{{ f() }}"),
        ('JINJA_FILTERS = JINJA_FILTERS | {"f": str.upper}\n', "{{ 'x'|f }}"),
        ("", "{{ [1]|random }}"),
        ("", "{{ lipsum() }}"),
    ],
)
def test_a_page_is_rendered_where_nobody_can_tell_what_it_shows(settings: str, template: str, crowded: Blog) -> None:
    (crowded.root / "templates/article.html").write_text(f"{template}{{{{ article.title }}}}, long enough")
    crowded.configure(OWN_TEMPLATES + settings)
    crowded.build()

    assert was_rendered(crowded, "article-3/index.html")


def test_a_template_of_a_themes_own_sees_the_comments_as_they_are(crowded: Blog) -> None:
    template = (
        "{% for one in article.comments %}{{ one.comment.author }}{% endfor %} of {{ article.comment_count }} in all"
    )
    (crowded.root / "templates/article.html").write_text(template)
    crowded.configure(OWN_TEMPLATES)
    crowded.build()
    crowded.comment(a_comment(article="article-3", author="Bob"))
    crowded.build()

    assert crowded.page("article-3/index.html") == "Bob of 1 in all"
    assert crowded.page("article-2/index.html") == "Ann of 1 in all"
    assert not was_rendered(crowded, "article-2/index.html")


def test_what_a_template_page_puts_in_a_pages_place_stays_there(crowded: Blog) -> None:
    crowded.configure('TEMPLATE_PAGES = {"instead.html": "article-3/index.html"}\n')
    pages = []
    for _ in range(3):
        crowded.build()
        pages.append(crowded.page("article-3/index.html"))

    assert pages == ["Instead."] * 3
