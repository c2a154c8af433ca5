"""The intake as a process of its own: what holds when it is stopped, lied to or set up wrongly."""

from __future__ import annotations

import contextlib
import signal
import socket
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx2
import pytest

from blog import Blog
from crowd import Reckoning, crowd
from door import FORM, JSON
from identityserver import IdentityServer
from moderation.intake.server import listen
from moderation.queue.connection import open_queue
from moderation.queue.submission import Submission
from patience import eventually
from serverprocess import Server, failed_start
from signingin import text_in

KEY = "s3cr3t-k3y"


def kept(blog: Blog) -> list[Submission]:
    """All that somebody finds who opens the queue now."""
    with contextlib.closing(open_queue(blog.settings.database)) as queue:
        return queue.list()


def post(server: Server, **fields: str) -> httpx2.Response:
    return httpx2.post(f"{server.address}/comments/hello", data=FORM | fields, headers=JSON)


def connect(server: Server) -> socket.socket:
    """A bare connection, for what no decent client does."""
    place = urlsplit(server.address)
    return socket.create_connection((place.hostname, place.port), timeout=20)


def is_listening(server: Server) -> bool:
    try:
        connect(server).close()
    except ConnectionRefusedError:
        return False
    return True


def head(length: int) -> bytes:
    """The head of a form of so many bytes, from a client that asks first. It is told to go on once somebody reads."""
    lines = (
        "POST /comments/hello HTTP/1.1",
        "Host: blog.example",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {length}",
        "Expect: 100-continue",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def test_what_was_being_sent_when_it_is_told_to_stop_is_taken_and_thanked_for(site: Blog) -> None:
    body = urlencode(FORM | {"comment": "the last one"}).encode()

    with site.server() as server:
        with connect(server) as connection:
            connection.sendall(head(len(body)))
            begun = connection.recv(1000)
            server.process.send_signal(signal.SIGTERM)
            eventually(lambda: not is_listening(server))
            connection.sendall(body)
            answer = connection.recv(1000)
        status = server.terminate()

    assert begun.startswith(b"HTTP/1.1 100")
    assert answer.startswith(b"HTTP/1.1 303")
    assert [submission.comment.text for submission in kept(site)] == ["the last one"]
    assert status == 0


def test_told_to_stop_under_load_it_keeps_every_promise(site: Blog) -> None:
    reckoning = Reckoning()

    with site.server() as server, crowd(server.address, reckoning):
        eventually(lambda: len(reckoning.thanked) >= 20)
        status = server.terminate()

    assert list(reckoning.flaws(site)) == []
    assert status == 0


def test_the_second_part_of_an_answer_does_not_wait_until_the_first_is_acknowledged() -> None:
    """With Nagle's algorithm it would, and a client that keeps its connection acknowledges after 40 ms."""
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


# Who it believes, and what it says.


@pytest.mark.parametrize(
    ("proxies", "ip"),
    [
        pytest.param("", "127.0.0.1", id="nobody"),
        pytest.param("10.0.0.1", "127.0.0.1", id="somebody else"),
        pytest.param("10.0.0.1, 127.0.0.1", "192.0.2.7", id="whoever asks"),
    ],
)
def test_only_a_proxy_the_owner_named_can_say_where_a_comment_comes_from(site: Blog, proxies: str, ip: str) -> None:
    with site.server(MODERATION_PROXIES=proxies) as server:
        httpx2.post(
            f"{server.address}/comments/hello", data=FORM, headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}
        )

    assert [submission.ip for submission in kept(site)] == [ip]


def test_its_log_names_no_address_and_nothing_typed(site: Blog) -> None:
    with site.server(MODERATION_PROXIES="127.0.0.1") as server:
        for address in ("192.0.2.7", "not an address"):
            httpx2.post(f"{server.address}/comments/hello", data=FORM, headers={"X-Forwarded-For": address})
        httpx2.post(f"{server.address}/comments/hello", data=FORM | {"author": ""})
        httpx2.get(f"{server.address}/hello/?from=zoe@example.com")
        httpx2.get(f"{server.address}/nowhere/")
        server.terminate()

    said = server.log.partition("\n")[2]  # the first line is where it listens
    assert said.count("Took comment") == 2
    assert not [text for text in ("192.0.2.7", "not an address", "127.0.0.1", "zoe", "Zoë", "agree") if text in said]


def test_a_reader_who_goes_away_in_the_middle_is_nothing_to_talk_about(site: Blog) -> None:
    with site.server() as server:
        with connect(server) as reader:
            reader.sendall(head(1000))
            reader.recv(1000)
            reader.sendall(b"comment=I+ag")
        after = post(server)
        server.terminate()

    assert after.status_code == 202
    assert "Traceback" not in server.log


# The built pages.


def test_pages_are_asked_for_again_each_time_so_that_an_approved_comment_is_seen_at_once(site: Blog) -> None:
    with site.serving() as address:
        answers = [httpx2.get(address + path) for path in ("/", "/hello/", "/theme/css/style.css")]

    assert [(answer.status_code, answer.headers["Cache-Control"]) for answer in answers] == [(200, "no-cache")] * 3


def test_what_is_sent_to_a_page_is_nothing_to_talk_about(site: Blog) -> None:
    (site.output / "long.html").write_bytes(b"x" * 20_000_000)
    with site.server() as server:
        asked = httpx2.request("GET", f"{server.address}/long.html", content=b"x" * 2_000_000)
        server.terminate()

    assert asked.status_code == 200
    assert "ERROR" not in server.log


def test_nothing_beside_the_built_site_is_served(site: Blog) -> None:
    with site.serving() as address:
        paths = ("/../var/queue.db", "/..%2fvar%2fsecret", "/var/queue.db", "/content/articles/hello.md", "/nowhere/")
        statuses = {path: httpx2.get(address + path).status_code for path in paths}

    assert set(statuses.values()) == {404}


# Set up wrongly.


def test_a_port_in_use_is_one_clear_line(site: Blog) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        failed = failed_start(site.environment, "--port", str(port))

    assert failed.returncode == 1
    assert failed.stderr.startswith(f"Error: Cannot listen on 127.0.0.1, port {port}: Address already in use")
    assert failed.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(
            {"PYTHON_AKISMET_API_KEY": KEY},
            "PYTHON_AKISMET_BLOG_URL is '', but must be set, as PYTHON_AKISMET_API_KEY is.",
            id="Akismet's key without the blog",
        ),
        pytest.param(
            {"PYTHON_AKISMET_API_KEY": "https://blog.example", "PYTHON_AKISMET_BLOG_URL": KEY},
            "PYTHON_AKISMET_BLOG_URL is '…', but must be an address that begins with http:// or https://.",
            id="Akismet's key and the blog mixed up",
        ),
        pytest.param(
            {"MODERATION_DATABASE": f"mysql://{KEY}@db/queue"},
            "MODERATION_DATABASE is 'mysql://***', but must be "
            "sqlite:///<file> or postgresql://<user>:<password>@<host>/<database>.",
            id="a database we do not know",
        ),
        pytest.param(
            {"MODERATION_OUTPUT": "nowhere"},
            "MODERATION_OUTPUT is 'nowhere', but must be the built site (make site).",
            id="no built site",
        ),
        pytest.param(
            {"MODERATION_RATES": KEY},
            "There is no setting MODERATION_RATES. Did you mean MODERATION_RATE?",
            id="a setting we do not know",
        ),
    ],
)
def test_wrong_settings_stop_it_with_one_line_that_holds_no_secret(
    site: Blog, settings: dict[str, str], message: str
) -> None:
    failed = failed_start(site.environment | settings)

    assert (failed.returncode, failed.stderr) == (2, f"Error: {message}\n")


def test_it_makes_its_own_secret_which_nobody_else_can_read(site: Blog, tmp_path: Path) -> None:
    with site.serving():
        pass

    secret = tmp_path / "site/var/secret"
    assert (len(secret.read_text()), secret.stat().st_mode & 0o777) == (65, 0o600)


def test_a_mere_look_does_not_take_the_form_of_who_signs_in(site: Blog) -> None:
    with IdentityServer() as provider, site.serving(MODERATION_SIGNIN=provider.key_setting) as address:
        left = httpx2.post(f"{address}/comments/hello", data=FORM | {"signin": provider.place}, headers=JSON).json()
        said = provider.grant(left["address"])
        back = f"{address}/comments/signin/{provider.place}"
        looks = [httpx2.head(back, params=said) for _ in range(2)]
        answer = httpx2.get(back, params=said)

    assert [(look.status_code, look.content) for look in looks] == [(200, b"")] * 2
    assert text_in(answer) == FORM["comment"]
