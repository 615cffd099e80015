"""The built desk in Chromium, over an archive of the sample reports.

Skipped where the browser or the build is not there; `make test-browser` builds, and skips nothing.
"""

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from dragoman.app.coding import to_coded
from dragoman.http.app import create_app
from dragoman.http.desk import Desk
from dragoman.http.pages import BUILT
from dragoman.intake import Intake, read_inputs
from dragoman.model.coded import CoderVersion
from dragoman.store import open_store
from tests.http.events import derived

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def needed():
    """Skips, or fails where the browser tests are wanted."""
    missing = [str(path) for path in (CHROMIUM, BUILT / "index.html", AXE) if not path.is_file()]
    if missing and os.environ.get("DRAGOMAN_BROWSER") == "needed":
        pytest.fail(f"not there: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not there: {', '.join(missing)}; see make test-browser")


@pytest.fixture(scope="session")
def readings(needed, coder):  # noqa: ARG001 - skips first
    return coder.read(list(read_inputs([str(ROOT / "samples")], Intake())))


@pytest.fixture
def address(readings, tmp_path) -> Iterator[str]:
    """A desk that is being served, with an archive of its own for each test."""
    with open_store(tmp_path / "archive.sqlite") as store, socket.socket() as listener:
        store.append([to_coded(reading) for reading in readings], CoderVersion("dragoman"))
        store.replace_events(derived([record for reading in readings for record in reading.records]))
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(create_app(Desk(store)), log_level="warning", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def browser(needed) -> Iterator[Browser]:  # noqa: ARG001 - skips first
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), chromium_sandbox=False)
        yield launched
        launched.close()


class Watched:
    """A page that remembers what went wrong in it: errors in the console, and requests that leave the machine."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.wrongs: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.wrongs.append(str(error)))
        page.on("request", self.heed)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrongs.append(message.text)

    def heed(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrongs.append(f"asks {request.url}")

    def open(self, path):
        """Opens a view and waits until it shows something."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_selector("main h1")
        return self.page

    def violations(self):
        """What axe finds against WCAG 2.2 AA."""
        rules = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
        found = self.page.evaluate(f"async () => (await axe.run(document, {{ runOnly: {rules} }})).violations")
        return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.fixture
def look(browser, address):
    """Opens a page of its own: `look(theme, width)`."""
    contexts = []

    def make(theme="light", width=1280):
        context = browser.new_context(
            color_scheme=theme, viewport={"width": width, "height": 900}, reduced_motion="reduce", base_url=address
        )
        context.add_init_script(path=str(AXE))
        contexts.append(context)
        return Watched(context.new_page(), address)

    yield make
    for context in contexts:
        context.close()


def until(holds, seconds=5.0):
    """Waits until something holds; Playwright's own waiting is for what stands in the page."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()
