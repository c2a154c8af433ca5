"""A theme's own templates for comments, and pages that were built with another."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from builders import a_comment, a_site, an_article
from moderation.comment import Comment
from moderation.published.section import Renderer


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """The folder of a theme's templates."""
    folder = tmp_path / "theme"
    folder.mkdir()
    (folder / "base.html").write_text("<!DOCTYPE html>")
    return folder


def shown(part: str, *comments: Comment, theme: Path) -> str:
    """The part of an article's page in this theme, without its markers."""
    renderer = Renderer(a_site(), [theme])
    html = renderer.part(part, an_article(), renderer.threads(comments))
    return html.partition("-->")[2].rpartition("<!--")[0]


def fingerprint(*themes: Path) -> str:
    """The fingerprint of an article's parts in these themes."""
    return Renderer(a_site(), themes).fingerprint(an_article())


def test_a_theme_without_templates_for_comments_gets_ours(theme: Path) -> None:
    assert ">1 comment<" in shown("count", a_comment(), theme=theme)


def test_a_themes_own_template_comes_first(theme: Path) -> None:
    (theme / "comment_count.html").write_text("{{ comments|length }} on {{ article.title }} of {{ site.name }}")

    assert shown("count", a_comment(), theme=theme) == "1 on Hello of A Blog"


def test_a_theme_may_change_a_piece_of_ours(theme: Path) -> None:
    (theme / "comment_form.html").write_text("Write to us.")

    html = shown("section", a_comment("k7f3q2mx"), theme=theme)

    assert ("Write to us." in html, "<form" in html, "comment-k7f3q2mx" in html) == (True, False, True)


def test_a_theme_may_use_our_pieces(theme: Path) -> None:
    (theme / "comment_section.html").write_text(
        '{% from "comment_thread.html" import thread_list %}{{ thread_list(threads) }}'
    )

    assert shown("section", a_comment(), theme=theme).startswith('<ol class="comment-list">')


def test_a_themes_templates_escape_names_without_being_asked(theme: Path) -> None:
    (theme / "comment_section.html").write_text("{% for comment in comments %}{{ comment.author }}{% endfor %}")

    assert shown("section", a_comment(author="<script>"), theme=theme) == "&lt;script&gt;"


def test_a_themes_templates_get_text_as_safe_html(theme: Path) -> None:
    (theme / "comment_section.html").write_text("{% for comment in comments %}{{ comment|html }}{% endfor %}")

    assert shown("section", a_comment(text="<b>a</b><script>"), theme=theme) == "<p><b>a</b></p>"


def test_a_word_that_no_template_knows_is_an_error(theme: Path) -> None:
    (theme / "comment_count.html").write_text("{{ comment_count }}")

    with pytest.raises(UndefinedError, match="comment_count"):
        shown("count", theme=theme)


def test_the_fingerprint_changes_with_a_template(theme: Path) -> None:
    before = fingerprint(theme)

    (theme / "base.html").write_text("<!doctype html>")

    assert fingerprint(theme) != before


def test_the_fingerprint_changes_with_a_template_in_a_folder(theme: Path) -> None:
    before = fingerprint(theme)
    (theme / "parts.d").mkdir()

    (theme / "parts.d/head.html").write_text("<head>")

    assert fingerprint(theme) != before


def test_the_fingerprint_changes_with_a_macro_in_another_kind_of_file(theme: Path) -> None:
    before = fingerprint(theme)

    (theme / "macros.jinja2").write_text("{% macro x() %}{% endmacro %}")

    assert fingerprint(theme) != before


def test_the_fingerprint_changes_with_the_name_of_a_template(theme: Path) -> None:
    (theme / "comment_part.html").write_text("{{ comments|length }}")
    before = fingerprint(theme)

    (theme / "comment_part.html").rename(theme / "comment_count.html")

    assert fingerprint(theme) != before


def test_the_fingerprint_changes_with_the_order_of_themes(theme: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "base.html").write_text("<!doctype html>")

    assert fingerprint(theme, other) != fingerprint(other, theme)


def test_the_fingerprint_does_not_change_with_the_place_of_the_theme(theme: Path, tmp_path: Path) -> None:
    before = fingerprint(theme)

    assert fingerprint(theme.rename(tmp_path / "a theme in another place")) == before


def test_what_an_editor_leaves_in_a_theme_does_no_harm(theme: Path) -> None:
    before = fingerprint(theme)

    (theme / ".#base.html").symlink_to("ann@host.1234")  # Emacs: a lock that leads nowhere

    assert fingerprint(theme) == before
