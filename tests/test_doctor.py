"""``moderate doctor``: what it prints, word for word, and that one thing that is wrong hides no other."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing, nullcontext

import pytest

from akismet_server import BLOG, KEY
from blog import Blog
from builders import a_submission
from moderation.desk.doctor.examination import examine
from moderation.desk.doctor.finding import Finding
from moderation.desk.doctor.places import LEAST_FREE
from moderation.intake.health import LEAST_FREE as LEAST_FREE_OF_THE_INTAKE
from moderation.queue.submission import Verdict

HEALTHY = """\
ok  settings: All have values that they may have.
ok  queue: It can be read and written; pending: 1.
ok  permissions: What is private is its owner's alone.
ok  disk: # MB are left on the disk that holds {root}/output.
ok  folders: {root}/content and {root}/output can be written to.
ok  site index: It is newer than what it was made from, and has 2 articles.
ok  lists: There is no {root}/lists.txt, and there need not be one.
ok  clock: It is # UTC, and nothing in the queue is later.
ok  proxy: None is named, and none is seen.
ok  checks: No comment is left unchecked.
ok  mail: None is sent: MODERATION_MAIL is not set.
ok  web hook: None is called: MODERATION_HOOK is not set.
ok  outbox: Nothing in it waits for long.
ok  pages: All decisions are on the pages.
ok  learning filter: It has learned 0 spam and 0 ham; it says nothing before it knows at least 15 of both.
ok  Akismet: It is not used: no key is set.
ok  rehearsal: A test comment got onto a copy of hello/index.html.

All is well.
"""


@pytest.fixture
def patient(site: Blog) -> Blog:
    """A blog in good health where a comment waits."""
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx", day=-1, verdict=Verdict.HAM)])
    return site


def without_figures(text: str) -> str:
    return re.sub(r"[\d,]+(?= MB)|\d{4}-\d\d-\d\d \d\d:\d\d", "#", text)


def test_where_all_is_well_it_says_of_what(patient: Blog) -> None:
    result = patient.moderate("doctor", "--rehearse")

    assert without_figures(result.output) == HEALTHY.format(root=patient.root)
    assert result.exit_code == 0


def test_what_is_wrong_is_marked_and_its_remedy_stands_below(patient: Blog) -> None:
    (patient.root / "var/queue.db").chmod(0o644)
    (patient.root / "var/site.json").unlink()

    result = patient.moderate("doctor")

    assert [*filter(re.compile("!!|  ").match, result.output.splitlines())] == [
        f"!!  permissions: {patient.root}/var/queue.db is open to others than its owner (mode 644).",
        f"    To mend it: chmod 600 {patient.root}/var/queue.db",
        f"!!  site index: The site index {patient.root}/var/site.json does not exist. Build the site (make site) "
        "to write it.",
        "    To mend it: make site",
        f"!!  pages: The site index {patient.root}/var/site.json does not exist. Build the site (make site) "
        "to write it.",
        "    To mend it: make site",
    ]
    assert result.output.endswith("\n\n3 things to mend.\n")
    assert result.exit_code == 1


def test_programs_get_the_same_as_json(patient: Blog) -> None:
    (patient.root / "var/queue.db").chmod(0o644)

    found = {one.pop("subject"): one for one in json.loads(patient.moderate("doctor", "--format", "json").stdout)}

    assert found["settings"] == {"healthy": True, "said": "All have values that they may have.", "remedy": ""}
    assert found["permissions"] == {
        "healthy": False,
        "said": f"{patient.root}/var/queue.db is open to others than its owner (mode 644).",
        "remedy": f"chmod 600 {patient.root}/var/queue.db",
    }


def test_what_breaks_down_is_told_without_its_words_and_costs_nothing_else(patient: Blog) -> None:
    with closing(sqlite3.connect(patient.root / "var/queue.db")) as somebody_else:
        somebody_else.execute("ALTER TABLE submissions RENAME TO elsewhere")

    found = list(examine(patient.settings, nullcontext()))

    broken = Finding("This could not be looked at (OperationalError).", "report it: it is a mistake of moderate")
    wrong = {one.subject: Finding(one.said, one.remedy) for one in found if not one.healthy}
    assert wrong == dict.fromkeys(["queue", "clock", "proxy", "checks", "pages"], broken)
    assert {"site index", "learning filter", "Akismet"} <= {one.subject for one in found if one.healthy}


def test_looking_makes_nothing(blog: Blog) -> None:
    before = sorted(blog.root.rglob("*"))

    assert "queue: It is not there yet; who needs it first makes it.\n" in blog.moderate("doctor", "--rehearse").output

    assert sorted(blog.root.rglob("*")) == before


def test_a_rehearsal_leaves_no_trace(patient: Blog) -> None:
    pages = patient.tree()

    patient.moderate("doctor", "--rehearse")

    assert patient.tree() == pages
    assert [*patient.comments.rglob("*")] == []
    with patient.queue() as queue:
        assert (len(queue.list()), queue.decisions()) == (1, [])


def test_the_key_of_akismet_is_not_shown(patient: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")  # in the way to the real service, and closed
    patient.environment |= {"PYTHON_AKISMET_API_KEY": KEY, "PYTHON_AKISMET_BLOG_URL": BLOG}

    result = patient.moderate("doctor")

    assert "!!  Akismet: Akismet could not be asked: it could not be reached.\n" in result.output
    assert KEY not in result.output


def test_the_name_of_a_file_does_nothing_to_the_terminal(patient: Blog) -> None:
    patient.write("articles/\x1b[2J.md", "Words.")

    output = patient.moderate("doctor").output

    assert r"\x1b[2J.md" in output
    assert "\x1b" not in output


def test_desk_and_intake_call_the_same_disk_full() -> None:
    assert LEAST_FREE == LEAST_FREE_OF_THE_INTAKE
