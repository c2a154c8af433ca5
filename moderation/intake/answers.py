"""What the intake answers: a page with everything that was typed, or JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from jinja2 import Environment
from markupsafe import Markup
from starlette.responses import JSONResponse, RedirectResponse, Response

from ..errors import Refused
from ..headers import sealed
from ..language import Message
from ..siteindex import Article, Site
from ..templating import BLANK
from .receipt import Standing
from .visit import Visit


class Answers:
    """Writes the answers; where a visit's site is not known, they are plain."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates

    def thanks(self, visit: Visit, id: str) -> Response:
        """The comment is durable. Whatever the filter thinks of it, the answer is the same."""
        if visit.wants_json:
            return _json(visit, {"id": id, "status": Standing.WAITING.value, "receipt": visit.receipt}, 202)
        return Response(status_code=303, headers={**_seal(visit.site), "Location": visit.receipt})

    def preview(self, visit: Visit, html: Markup | None) -> Response:
        """The comment as it would look, if there is one yet, and the form to go on with."""
        if visit.wants_json:
            return _json(visit, {"html": html})
        return self._page(visit, "comment_preview.html", html=html)

    def connect(self, visit: Visit, place: str, address: str) -> Response:
        """The way to a provider. No redirect: Chromium takes the whole way of a form for its ``form-action``, and the
        page it stands on allows no other site (https://github.com/w3c/webappsec-csp/issues/8)."""
        if visit.wants_json:
            return _json(visit, {"address": address})
        return self._page(visit, "comment_connecting.html", place=place, address=address)

    def receipt(self, visit: Visit, id: str, standing: Standing, *, open: bool = False) -> Response:
        """What became of the comment; while that is open, with the form to change it."""
        if visit.wants_json:
            return _json(visit, {"id": id, "status": standing.value})
        return self._page(visit, "comment_receipt.html", id=id, standing=standing.value, open=open)

    def subscription(
        self, visit: Visit, action: str, done: bool, wishes: Iterable[Message], *, daily: bool
    ) -> Response:
        """What somebody is to be told of, or no more, with buttons to say so, or how, until it is done."""
        said = [*map(visit.language.say, wishes)]
        return self._page(visit, "subscription_page.html", action=action, done=done, wishes=said, daily=daily)

    def liked(self, visit: Visit, site: Site, article: Article, liked: bool) -> Response:
        """Back to the article, to a note on it that says what the press has done; but who has signed in is answered
        with their form, or they would be nobody again and their text gone."""
        if visit.wants_json:
            return _json(visit, {"liked": liked})
        if visit.identity:
            return self._page(visit, "comment_preview.html", html=None, liked=liked)
        note = "liked" if liked else "unliked"
        return RedirectResponse(f"{site.address(article.url)}#{note}", 303, _seal(site))

    def refusal(self, visit: Visit, refused: Refused) -> Response:
        """Why not, with the form to correct where there is one, else with the text to copy."""
        if refused.status == HTTPStatus.CONFLICT:
            visit.article = None  # to send the form again would not help
        response = _problem(visit, refused) if visit.wants_json else self._refusal(visit, refused)
        if refused.retry_after is not None:
            response.headers["Retry-After"] = str(refused.retry_after)
        return response

    def _refusal(self, visit: Visit, refused: Refused) -> Response:
        say = visit.language.say
        problems = {name: say(problem) for name, problem in refused.problems.items()}
        told = {"title": say(refused.title), "detail": say(refused.detail)}
        return self._page(visit, "intake_page.html", refused.status, problems, **told)

    def _page(
        self, visit: Visit, template: str, status: int = 200, errors: Mapping[str, str] | None = None, **more: object
    ) -> Response:
        typed = visit.form.typed() if visit.form else BLANK["typed"]
        html = self._templates.get_template(template).render(
            site=visit.site,
            article=visit.article,
            comments=[],
            language=visit.language,
            form={"typed": typed, "errors": errors or {}, "receipt": visit.receipt, "identity": visit.identity},
            **more,
        )
        return Response(html, status, _seal(visit.site), "text/html")


def _json(visit: Visit, body: object, status: int = 200, media_type: str = "application/json") -> Response:
    return JSONResponse(body, status, _seal(visit.site), media_type)


def _problem(visit: Visit, refused: Refused) -> Response:
    """A problem document as RFC 9457 has it; what it says to people is in their language."""
    say = visit.language.say
    body = {
        "type": "about:blank",
        "title": HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "detail": say(refused.detail),
        "errors": [{"pointer": f"#/{name}", "detail": say(text)} for name, text in refused.problems.items()],
    }
    return _json(visit, body, refused.status, "application/problem+json")


def _seal(site: Site | None) -> Mapping[str, str]:
    return sealed(site.url if site else "")
