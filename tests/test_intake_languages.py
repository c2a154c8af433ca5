"""The intake's answers are in the language of the article, or of the site."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from door import INDEX, JSON, Door
from emptyqueue import IMPATIENT
from moderation.siteindex import SiteIndex
from test_intake_answers import EVERY, Knock, previewed, receipt, to_no_article, too_often, with_a_mistake
from themesite import Page
from translations import LANGUAGES, left_in_english


def a_site(lang: str, article: str = "") -> SiteIndex:
    """A site in one language, with an article that may be in another."""
    articles = {slug: replace(known, lang=article) for slug, known in INDEX.articles.items()}
    return replace(INDEX, site=replace(INDEX.site, lang=lang), articles=articles)


def answered(folder: Path, knock: Knock, site: SiteIndex) -> str:
    with Door(folder / site.site.lang, rate=2, site=site, patience=IMPATIENT) as door:
        return knock(door, {}).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("knock", [case for case in EVERY if case.id not in ("thanks", "503 index")])
def test_no_word_of_an_answer_is_left_in_english(tmp_path: Path, knock: Knock, language: str) -> None:
    english, translated = (answered(tmp_path, knock, a_site(lang)) for lang in ("en", language))

    assert Page(translated).values("html", "lang") == [language]
    assert left_in_english(language, english, translated) == []


@pytest.mark.parametrize(
    ("knock", "said"),
    [
        pytest.param(with_a_mistake, "Veuillez indiquer un nom", id="a mistake"),
        pytest.param(previewed, "23 novembre 2026", id="a preview"),
        pytest.param(receipt, "Merci", id="a receipt"),
        pytest.param(too_often, "dans 60 secondes", id="a number"),
    ],
)
def test_what_is_about_an_article_is_in_its_language(tmp_path: Path, knock: Knock, said: str) -> None:
    answer = answered(tmp_path, knock, a_site("de", article="fr"))

    assert Page(answer).values("html", "lang") == ["fr"]
    assert said in answer


def test_what_is_about_none_is_in_the_sites(tmp_path: Path) -> None:
    assert "Diesen Artikel gibt es nicht" in answered(tmp_path, to_no_article, a_site("de", article="fr"))


def test_a_language_is_not_guessed_from_the_browser(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        assert "Please give a name" in with_a_mistake(door, {"Accept-Language": "de"}).text


def test_programs_are_told_what_to_show_in_the_same_language(tmp_path: Path) -> None:
    with Door(tmp_path, site=a_site("fr")) as door:
        problem = door.post("hello", JSON, comment="").json()

    assert problem["detail"].startswith("Veuillez corriger")
    assert problem["errors"] == [{"pointer": "#/comment", "detail": "Veuillez écrire un commentaire."}]
