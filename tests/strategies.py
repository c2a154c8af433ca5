"""Hypothesis's ways to make valid values of ours: of every kind there is, and the odd ones first."""

from __future__ import annotations

from datetime import UTC

from hypothesis import strategies as st

from moderation.comment import (
    ALPHABET,
    AUTHOR_LIMIT,
    ID_LENGTH,
    LETTERS,
    SLUG,
    Comment,
    Kind,
    is_visible,
    is_web_address,
    without_controls,
)
from moderation.queue.submission import Reason, State, Submission, Verdict

ODD = st.sampled_from(
    ["]]>", "<![CDATA[", "&amp;", "&", "<b>", "</wp:comment>", "\u2028", "\ufeff", "\U0001f600", "e\u0301", '"', "'"]
)
"""What has gone wrong elsewhere."""

anything = st.text(max_size=12) | st.lists(ODD | st.text(max_size=5), max_size=4).map("".join)
"""Any text that UTF-8 can hold: short, for a submission has a dozen of them."""
optional = st.just("") | anything

random_ids = st.builds(
    "{}{}".format, st.sampled_from(LETTERS), st.text(ALPHABET, min_size=ID_LENGTH - 1, max_size=ID_LENGTH - 1)
)
imported_ids = st.integers(1, 10**18 - 1).map(str)
ids = random_ids | imported_ids

slugs = st.text("abxyz019_.-éжß語", min_size=1, max_size=12).filter(SLUG.match)
authors = anything.map(lambda text: " ".join(without_controls(text).split())[:AUTHOR_LIMIT].strip()).filter(is_visible)
texts = anything.map(without_controls).filter(is_visible)
websites = st.just("") | st.builds(
    "https://{}.example/{}".format, st.text("abc", min_size=1), st.text(max_size=9)
).filter(is_web_address)
dates = st.datetimes(timezones=st.just(UTC))


def comments(article: st.SearchStrategy[str] = slugs) -> st.SearchStrategy[Comment]:
    """Valid comments."""
    return st.builds(
        Comment,
        id=ids,
        article=article,
        author=authors,
        date=dates,
        text=texts,
        website=websites,
        parent=st.none() | ids,
        kind=st.sampled_from(Kind),
        verified=st.sampled_from(["", "google", "id.example.org:8443"]),
    )


reasons = st.builds(Reason, anything, anything, st.floats(allow_nan=False, allow_infinity=False))


def submissions(article: st.SearchStrategy[str] = slugs) -> st.SearchStrategy[Submission]:
    """Valid submissions."""
    return st.builds(
        Submission,
        comment=comments(article),
        email=optional,
        ip=optional,
        client=optional,
        user_agent=optional,
        referrer=optional,
        account=st.sampled_from(["", "5f2c"]),
        trap=optional,
        state=st.sampled_from(State),
        verdict=st.sampled_from(Verdict),
        reasons=st.lists(reasons, max_size=2).map(tuple),
    )
