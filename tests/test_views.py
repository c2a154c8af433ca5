"""What templates can see of their context is found in their sources."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from moderated_comments.views import Unseen, view


def environment(**templates: str) -> Environment:
    """An environment with these templates, and a filter and a test that are not Jinja's."""
    made = Environment(loader=DictLoader(templates), autoescape=True)
    made.filters["shout"] = made.tests["loud"] = str.upper
    return made


def uses(**templates: str) -> set[str]:
    """What the template ``a`` uses, a word each."""
    return {f"{name} {part}".strip() for name, part in view(environment(**templates), "a").uses}


@pytest.mark.parametrize(
    ("template", "used"),
    [
        ("{{ article }}", {"article"}),
        ("{{ article.title }}", {"article title"}),
        ("{{ article.author.name }}", {"article author"}),
        ("{{ article['title'] }}", {"article"}),
        ("{{ articles|length }} {{ articles|count }}", {"articles |length"}),
        ("{{ articles|sort|length }}", {"articles"}),
        ("{{ articles|map('upper')|selectattr('lang', 'eq', lang) }}", {"articles", "lang"}),
        ("{% set all = articles %}{{ all|length }}", {"all", "all |length", "articles"}),
        ("{% for one in page.list if one.new %}{{ one }}{% endfor %}", {"page list", "one new", "one"}),
        ("{% macro m(x) %}{{ x }}{{ SITENAME }}{% endmacro %}{{ m(y) }}", {"x", "SITENAME", "m", "y"}),
    ],
)
def test_every_name_is_found(template: str, used: set[str]) -> None:
    assert uses(a=template) == used


@pytest.mark.parametrize(
    "template",
    [
        "{% extends 'b' %}",
        "{% include 'b' %}",
        "{% import 'b' as b %}",
        "{% from 'b' import c %}",
        "{% include ['b'] %}",
    ],
)
def test_also_those_of_the_templates_it_refers_to(template: str) -> None:
    assert "SITENAME" in uses(a=template, b="{% include 'c' %}", c="{{ SITENAME }}")


def test_templates_may_refer_to_each_other() -> None:
    assert uses(a="{% import 'b' as b %}", b="{% import 'a' as a %}{{ x }}") >= {"x"}


def test_their_sources_are_seen() -> None:
    one, other = (view(environment(a="{% include 'b' %}", b=text), "a") for text in ("one", "other"))

    assert one != other


@pytest.mark.parametrize(
    "template",
    [
        "{% include name %}",
        "{% extends parent %}",
        "{% include 'nowhere' ignore missing %}",
        "{{ x|shout }}",
        "{{ 1 if x is loud }}",
        "{{ x|random }}",
        "{{ article._context.articles }}",
        "{{ article.date.now() }}",
        "{{ x|map('shout') }}",
        "{{ x|map(name) }}",
        "{{ x|selectattr('title', 'loud') }}",
        "{{ x|reject(*names) }}",
    ],
)
def test_what_may_give_something_else_each_time_is_refused(template: str) -> None:
    with pytest.raises(Unseen):
        uses(a=template)


def test_a_filter_of_jinjas_name_need_not_be_jinjas() -> None:
    made = environment(a="{{ x|upper }}")
    made.filters["upper"] = str.lower

    with pytest.raises(Unseen):
        view(made, "a")
