"""Parts of pages that are made when a template looks at them, and are to it what they would have been before."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from builders import a_comment
from moderated_comments.deferred import Text, Threads
from moderated_comments.digests import Digests
from moderation.published.threads import threads


@pytest.mark.parametrize(
    "template",
    [
        "{{ it }}", "{{ it|safe }}", "{{ it|length }}", "{{ it ~ '!' }}", "{{ it + '!' }}", "{{ it|upper }}",
        "{{ it.strip().replace('a', 'b') }}", "{{ 'a' in it }}", "{{ it == '<p>a</p>' }}", "{% if it %}yes{% endif %}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("autoescape", [True, False])
def test_a_deferred_text_is_a_text_to_templates(template: str, autoescape: bool) -> None:
    made = Environment(autoescape=autoescape).from_string(template)  # noqa: S701  themes do without

    assert made.render(it=Text(lambda: "<p>a</p>")) == made.render(it="<p>a</p>")


@pytest.mark.parametrize(
    "template", ["{{ it|length }}", "{% for one in it %}{{ one.comment.id }}{% endfor %}", "{{ it[0].comment.id }}"]
)
def test_deferred_threads_are_a_list_to_templates(template: str) -> None:
    roots = threads([a_comment("1"), a_comment("2")])
    made = Environment(autoescape=True).from_string(template)

    assert made.render(it=Threads(lambda: roots)) == made.render(it=roots)


def unwanted() -> str:
    """What nobody has looked at."""
    raise AssertionError


def test_what_has_a_key_is_digested_without_being_made() -> None:
    digests = Digests()

    assert digests.of(Text(unwanted, "1")) == digests.of(Text(unwanted, "1")) != digests.of(Text(unwanted, "2"))


def test_what_has_none_is_digested_as_it_is() -> None:
    digests = Digests()

    assert digests.of(Text("a")) != digests.of(Text("b"))
    assert digests.of(Threads(threads([a_comment("1")]))) != digests.of(Threads(threads([a_comment("2")])))
