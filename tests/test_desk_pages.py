"""From decisions to pages: what the desk merges, mends and reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blog import Blog
from builders import NOON, a_comment, a_submission
from moderation.desk.desk import Desk, Status
from moderation.errors import SiteIndexUnavailable, StalePage, UnknownArticle
from moderation.published import commentfile
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import State
from pages import comments_on

HELLO = "hello/index.html"
OTHER = "other/index.html"


@pytest.fixture
def desk(queue: Queue, site: Blog) -> Desk:
    return Desk(queue, site.settings, now=lambda: NOON)


def approved(desk: Desk, *ids: str, article: str = "hello") -> None:
    """Comments whose files are written and whose pages are not."""
    desk.queue.add([a_submission(id, article=article) for id in ids])
    for id in ids:
        desk.decide(id, Action.APPROVE)


def all_well(approved: int = 0, pending: int = 0) -> Status:
    counts = {State.PENDING: pending, State.APPROVED: approved, State.SPAM: 0, State.TRASH: 0}
    return Status(counts, [], [])


def test_approved_comments_are_on_the_page(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa", "bbbbbbbb")

    desk.merge()

    assert comments_on(site.page(HELLO)) == ["aaaaaaaa", "bbbbbbbb"]


@pytest.mark.parametrize("action", [Action.UNAPPROVE, Action.SPAM, Action.TRASH, Action.DELETE])
def test_what_is_no_longer_approved_leaves_no_trace_on_the_site(desk: Desk, site: Blog, action: Action) -> None:
    before = site.tree()
    approved(desk, "aaaaaaaa")
    desk.merge()
    desk.decide("aaaaaaaa", action)

    desk.merge()

    assert site.tree() == before


@pytest.mark.parametrize(
    ("away", "back"), [(Action.SPAM, Action.UNSPAM), (Action.TRASH, Action.UNTRASH), (Action.UNAPPROVE, Action.APPROVE)]
)
def test_what_comes_back_is_on_the_site_as_it_was(desk: Desk, site: Blog, away: Action, back: Action) -> None:
    approved(desk, "aaaaaaaa")
    desk.merge()
    before = site.tree()
    desk.decide("aaaaaaaa", away)
    desk.merge()
    desk.decide("aaaaaaaa", back)

    desk.merge()

    assert site.tree() == before


def test_only_the_pages_that_show_the_article_are_written(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa")

    changed = desk.merge()

    assert sorted(path.relative_to(site.output).as_posix() for path in changed) == [
        "archives/index.html",
        "author/mara-lindqvist/index.html",
        "category/trust/index.html",
        "feeds/comments.atom.xml",
        "hello/comments.atom.xml",
        "hello/index.html",
        "index.html",
    ]


def test_what_is_merged_is_not_looked_at_again(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa")
    desk.merge()
    (site.output / HELLO).unlink()

    assert desk.merge() == []


def test_merging_writes_what_a_full_build_writes(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa", "bbbbbbbb")
    desk.queue.add([a_submission("cccccccc", parent="aaaaaaaa", text="<em>Do</em> you?", day=1)])
    desk.decide("cccccccc", Action.APPROVE)
    approved(desk, "dddddddd", article="other")
    desk.merge()
    merged = site.tree()

    site.build()

    assert merged == site.tree()


def test_an_unknown_article_keeps_no_other_from_its_page(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa", article="renamed")
    approved(desk, "bbbbbbbb", article="zebra")
    approved(desk, "cccccccc")

    with pytest.raises(UnknownArticle, match="There is no article 'renamed' on the site"):
        desk.merge()

    assert comments_on(site.page(HELLO)) == ["cccccccc"]


def rebuilt_with(site: Blog, configuration: str) -> None:
    """The pages of these settings with the site index of those before."""
    index = (site.root / "var/site.json").read_text()
    site.configure(configuration)
    site.build()
    (site.root / "var/site.json").write_text(index)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(lambda site: (site.output / HELLO).unlink(), "cannot be read", id="gone"),
        pytest.param(lambda site: (site.output / HELLO).write_text("<p>Hi"), "has no place for", id="another page"),
        pytest.param(
            lambda site: rebuilt_with(site, "COMMENTS_MAX_DEPTH = 2"), "was built with another", id="other settings"
        ),
    ],
)
def test_a_stale_page_does_not_undo_a_decision(
    desk: Desk, site: Blog, spoil: Callable[[Blog], object], says: str
) -> None:
    spoil(site)
    before = site.tree()
    approved(desk, "aaaaaaaa")

    with pytest.raises(StalePage, match=rf"{says}.*\. Build the whole site \(make site\) to bring it up to date\."):
        desk.merge()

    assert desk.get("aaaaaaaa").state is State.APPROVED
    assert site.tree() == before


def test_a_site_never_built_does_not_undo_a_decision(desk: Desk, site: Blog) -> None:
    site.settings.site_index.unlink()
    approved(desk, "aaaaaaaa")

    with pytest.raises(SiteIndexUnavailable, match=r"site\.json does not exist\. Build the site"):
        desk.merge()

    assert desk.get("aaaaaaaa").state is State.APPROVED


def test_a_full_build_shows_what_could_not_be_merged(desk: Desk, site: Blog) -> None:
    (site.output / HELLO).unlink()
    approved(desk, "aaaaaaaa")
    with pytest.raises(StalePage):
        desk.merge()

    site.build()

    assert desk.status() == all_well(approved=1)


def test_publishing_mends_files_and_pages(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa", "bbbbbbbb")
    desk.queue.add([a_submission("cccccccc"), a_submission("dddddddd", article="other")])
    (desk.folder / "hello/bbbbbbbb.md").unlink()
    site.comment(a_comment("cccccccc"))
    desk.queue.decide("dddddddd", Action.APPROVE, who="ann", at=NOON)

    desk.publish()

    assert comments_on(site.page(HELLO)) == ["aaaaaaaa", "bbbbbbbb"]
    assert comments_on(site.page(OTHER)) == ["dddddddd"]
    assert desk.status() == all_well(approved=3, pending=1)


def test_publishing_shows_what_was_edited_by_hand(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa")
    desk.merge()
    path = desk.folder / "hello/aaaaaaaa.md"
    path.write_text(path.read_text().replace("I agree.", "I do agree."))

    desk.publish()

    assert "I do agree." in site.page(HELLO)
    assert "I do agree." in path.read_text()


def test_publishing_keeps_a_file_the_queue_knows_nothing_of(desk: Desk, site: Blog) -> None:
    site.comment(a_comment("99", author="Zoë"))

    desk.publish()

    assert comments_on(site.page(HELLO)) == ["99"]


def test_publishing_again_changes_nothing(desk: Desk) -> None:
    approved(desk, "aaaaaaaa")
    desk.publish()

    assert desk.publish() == []


def test_publishing_one_article_leaves_the_others_as_they_are(desk: Desk, site: Blog) -> None:
    desk.queue.add([a_submission("aaaaaaaa"), a_submission("bbbbbbbb", article="other")])
    for id in ("aaaaaaaa", "bbbbbbbb"):
        desk.queue.decide(id, Action.APPROVE, who="ann", at=NOON)

    desk.publish(["other"])

    assert comments_on(site.page(OTHER)) == ["bbbbbbbb"]
    assert sorted(path.stem for path in desk.folder.rglob("*.md")) == ["bbbbbbbb"]


def test_publishing_an_unknown_article_is_an_error(desk: Desk) -> None:
    with pytest.raises(UnknownArticle, match="There is no article 'hullo' on the site as it was last built"):
        desk.publish(["hullo"])


def test_a_broken_file_is_left_out_and_named(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa", "bbbbbbbb")
    path = desk.folder / "hello/aaaaaaaa.md"
    path.write_text("Auther: Ann\n\nI agree.\n")

    desk.publish()

    assert comments_on(site.page(HELLO)) == ["bbbbbbbb"]
    assert [error.path for error in desk.skipped] == [path]


def test_the_status_of_a_site_in_order_says_so(desk: Desk) -> None:
    assert desk.status() == all_well()


def test_the_status_names_what_is_not_on_its_page(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa")
    desk.merge()
    path = desk.folder / "hello/aaaaaaaa.md"
    path.write_text(path.read_text().replace("I agree.", "I do agree."))

    status = desk.status()

    changed = [HELLO, "hello/comments.atom.xml", "feeds/comments.atom.xml"]
    assert (status.unpublished, sorted(status.pages)) == ([], sorted(site.output / name for name in changed))


def test_the_status_names_files_that_should_be_there_and_files_that_should_not(desk: Desk) -> None:
    approved(desk, "aaaaaaaa")
    desk.merge()
    (desk.folder / "hello/aaaaaaaa.md").unlink()
    desk.queue.add([a_submission("bbbbbbbb")])
    commentfile.write(desk.folder, a_comment("bbbbbbbb"))

    assert desk.status().unpublished == ["aaaaaaaa", "bbbbbbbb"]


def test_looking_at_the_status_changes_nothing(desk: Desk, site: Blog) -> None:
    approved(desk, "aaaaaaaa")
    before = site.tree()

    desk.status()

    assert site.tree() == before


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        pytest.param(lambda site: site.settings.site_index.unlink(), SiteIndexUnavailable, id="no index"),
        pytest.param(lambda site: (site.output / HELLO).unlink(), StalePage, id="a stale page"),
    ],
)
def test_the_status_counts_even_where_pages_cannot_be_compared(
    desk: Desk, site: Blog, spoil: Callable[[Blog], object], problem: type[Exception]
) -> None:
    approved(desk, "aaaaaaaa")
    spoil(site)

    status = desk.status()

    assert status.counts == all_well(approved=1).counts
    assert isinstance(status.problem, problem)
