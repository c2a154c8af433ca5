"""The intake's numbers, as Prometheus reads them."""

from __future__ import annotations

import re
import threading
from pathlib import Path

from door import FORM, IP, JSON, Door
from moderation.intake.metrics import CONTENT_TYPE, Metrics
from moderation.queue.submission import Reason, Submission
from moderation.spam.rules import trapped
from patience import eventually

SAMPLE = re.compile(r'([a-z_]+(?:\{[a-z]+="[a-z0-9+I]+f?"\})?) ([0-9]+)')


def samples(text: str) -> dict[str, int]:
    """All samples that are not 0; a line that is none, and no comment, is an error."""
    found = {}
    for line in text.splitlines():
        sample = SAMPLE.fullmatch(line)
        assert sample or re.match("# (HELP|TYPE) [a-z_]+ .", line), line
        if sample:
            found[sample[1]] = int(sample[2])
    return {name: number for name, number in found.items() if number}


def scraped(door: Door) -> dict[str, int]:
    return samples(door.client.get("/metrics").text)


def verdicts(door: Door) -> dict[str, float]:
    """How many comments have which."""
    return {name: number for name, number in scraped(door).items() if "verdict" in name}


def test_nobody_is_told_unless_the_owner_says_so(tmp_path: Path) -> None:
    with Door(tmp_path) as door:
        assert door.client.get("/metrics").status_code == 404


def test_it_says_which_format_it_is(tmp_path: Path) -> None:
    with Door(tmp_path, metrics="on") as door:
        answer = door.client.get("/metrics")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, CONTENT_TYPE)


def test_an_accepted_comment_is_counted_with_its_verdict(tmp_path: Path) -> None:
    with Door(tmp_path, quick=[trapped], metrics="on") as door:
        door.post()
        door.post(topic="pills")

        eventually(lambda: sum(verdicts(door).values()) == 2)
        assert verdicts(door) == {
            'intake_verdicts_total{verdict="ham"}': 1,
            'intake_verdicts_total{verdict="spam"}': 1,
        }
        assert scraped(door)["intake_accepted_total"] == 2


def test_a_refused_request_is_counted_by_status(tmp_path: Path) -> None:
    with Door(tmp_path, metrics="on") as door:
        door.post(author="")
        door.post(author="")
        door.post("nowhere")
        door.client.get("/comments/hello")

        found = scraped(door)

    assert {name: number for name, number in found.items() if "refused" in name} == {
        'intake_refused_total{status="422"}': 2,
        'intake_refused_total{status="404"}': 1,
        'intake_refused_total{status="405"}': 1,
    }
    assert "intake_accepted_total" not in found


def test_commits_are_told_apart_by_their_size() -> None:
    metrics = Metrics()
    for size in (1, 1, 3, 501):
        metrics.committed(size)

    found = samples(metrics.text(0))

    assert {name: number for name, number in found.items() if "commit" in name} == {
        'intake_commit_size_bucket{le="1"}': 2,
        'intake_commit_size_bucket{le="2"}': 2,
        **{f'intake_commit_size_bucket{{le="{most}"}}': 3 for most in (5, 10, 20, 50, 100, 200, 500)},
        'intake_commit_size_bucket{le="+Inf"}': 4,
        "intake_commit_size_sum": 506,
        "intake_commit_size_count": 4,
    }


def test_each_commit_is_counted(tmp_path: Path) -> None:
    with Door(tmp_path, metrics="on") as door:
        door.post()
        door.post()

        found = scraped(door)

    assert (found["intake_commit_size_count"], found["intake_commit_size_sum"]) == (2, 2)


def test_comments_that_wait_for_a_slow_check_are_counted(tmp_path: Path) -> None:
    asked, answers = threading.Event(), threading.Event()

    def slowly(submission: Submission) -> Reason | None:
        asked.set()
        assert answers.wait(20)
        return None

    with Door(tmp_path, slow=[slowly], metrics="on") as door:
        door.post()
        assert asked.wait(20)
        door.post()
        door.post()
        eventually(lambda: scraped(door).get("intake_unchecked") == 2)
        answers.set()


def test_nothing_but_numbers_is_told(tmp_path: Path) -> None:
    with Door(tmp_path, metrics="on") as door:
        id = door.post(headers=JSON).json()["id"]
        text = door.client.get("/metrics").text

    assert [private for private in (id, IP, "hello", *FORM.values()) if private and private in text] == []
