"""What the intake answers: a page with the form and everything typed, or a problem document for programs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from ..errors import Refused
from ..headers import headers
from ..siteindex import Article, Site
from ..templating import BLANK
from .gate import origin_of


class Answers:
    """Writes the answers; ``site`` and ``article`` are None where they are not known."""

    def __init__(self, templates: Environment) -> None:
        self._page = templates.get_template("intake_page.html")

    def thanks(self, request: Request, site: Site, id: str) -> Response:
        """The comment is durable. Whatever the filter thinks of it, the answer is the same."""
        if _wants_json(request):
            return _sealed(JSONResponse({"id": id, "status": "waiting for a moderator"}, 202), site)
        return _sealed(RedirectResponse(site.address(site.thanks), status_code=303), site)

    def refusal(
        self,
        request: Request,
        refused: Refused,
        typed: Mapping[str, str] | None = None,
        site: Site | None = None,
        article: Article | None = None,
    ) -> Response:
        """Why not, with the form to correct where there is one, else with the text to copy."""
        response = _problem(refused) if _wants_json(request) else self._form(refused, typed, site, article)
        if refused.retry_after is not None:
            response.headers["Retry-After"] = str(refused.retry_after)
        return _sealed(response, site)

    def _form(
        self, refused: Refused, typed: Mapping[str, str] | None, site: Site | None, article: Article | None
    ) -> Response:
        html = self._page.render(
            title=refused.title,
            detail=refused.detail,
            form={"typed": typed or BLANK["typed"], "errors": refused.problems},
            site=site,
            article=article,
            comments=[],
        )
        return Response(html, refused.status, media_type="text/html")


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _problem(refused: Refused) -> Response:
    """A problem document as RFC 9457 has it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "detail": refused.detail,
        "errors": [{"pointer": f"#/{name}", "detail": text} for name, text in refused.problems.items()],
    }
    return JSONResponse(body, refused.status, media_type="application/problem+json")


def _sealed(response: Response, site: Site | None) -> Response:
    """The response with headers that let nothing run, nothing frame it and nobody keep it."""
    origin = origin_of(site.url) if site else ""
    policy = f"default-src 'none'; style-src 'self' {origin}; form-action 'self' {origin}; base-uri 'none'"
    response.headers.update(headers(policy))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    # Not no-referrer: browsers would then send "Origin: null" with the corrected form.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
