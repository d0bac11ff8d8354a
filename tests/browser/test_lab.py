"""A learner's first minutes in JupyterLab, in a real browser: open a notebook, answer wrongly, read the card, mend it.

`COURSE_PICTURES=folder` keeps the pictures taken on the way.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

from attention_course.question import exercises
from autograder.demo.classroom import misconception_of, reference_cell

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: scripts/system-packages.sh installs it")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
EXERCISE = "Q6.tokenize_fr"
EXPLORE = """import matplotlib.pyplot as plt
from attention_course.widgets import explore

def draw(size, line_width):
    figure, axes = plt.subplots(figsize=(5, 2.5))
    axes.plot([0, 1], [0, size], linewidth=line_width)
    axes.set_ylim(0, 5)
    return figure

explore(draw, "A line that gets steeper with the size.", size=(0.1, 4.0, 1.0), line_width=(1, 9, 2))"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """`course lab` on a folder with two notebooks: an exercise answered wrongly, and the same answered rightly; a slider."""
    folder = tmp_path_factory.mktemp("lab")
    found = exercises()[EXERCISE]
    _, wrong = misconception_of(found)
    prelude = "import re\nimport unicodedata\n\nfrom attention_course import check"
    cells = [
        nbformat.v4.new_markdown_cell(f"## {found.question.id}: {found.question.title}"),
        nbformat.v4.new_code_cell(prelude),
        nbformat.v4.new_code_cell(wrong),
        nbformat.v4.new_code_cell(f'check("{EXERCISE}")'),
        nbformat.v4.new_code_cell(reference_cell(found)),
        nbformat.v4.new_code_cell(f'check("{EXERCISE}")'),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "data.ipynb")
    moving = [nbformat.v4.new_code_cell(EXPLORE)]
    nbformat.write(nbformat.v4.new_notebook(cells=moving, metadata=kernel), folder / "explore.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # A home of its own: neither the settings nor the progress of whoever runs the tests play a part.
    environment = os.environ | {"HOME": str(folder / "home"), "COURSE_HOME": str(folder / "home"), "JUPYTER_TOKEN": "test"}
    command = [sys.executable, "-m", "autograder.cli", "lab", str(folder), "--no-browser", f"--port={port}"]
    log = (folder / "log.txt").open("w")
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/api?token=test", timeout=1).close()
                break
            except OSError:
                assert server.poll() is None, (folder / "log.txt").read_text()
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def page(lab, request):
    name = getattr(request, "param", "data")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1180, "height": 1130})
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb?token=test")  # of its own: no other notebook is restored
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
        page.complaints.clear()  # what JupyterLab itself says while it starts, without a network, is none of the course's
        yield page
        picture(page, f"last-{name}")
        browser.close()


def picture(page, name: str) -> None:
    folder = os.environ.get("COURSE_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.locator("#jp-main-dock-panel").screenshot(path=str(Path(folder) / f"{name}.png"))


def run_cell(page, number: int) -> None:
    page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".jp-InputArea-editor").click()
    page.keyboard.press("Shift+Enter")


def test_a_wrong_answer_gets_a_card_that_names_it_and_a_right_one_passes(page):
    name, _ = misconception_of(exercises()[EXERCISE])
    for number in range(3):
        run_cell(page, number)
    card = page.locator(".jp-CodeCell").nth(2).locator("section.course-card")
    card.wait_for(timeout=60_000)
    assert "not right yet" in card.inner_text()
    assert name in card.inner_text()
    hints = card.locator("details")
    assert hints.count() == 3
    assert not hints.nth(1).locator("> summary").is_visible(), "the second hint opens only within the first"
    hints.nth(0).locator("> summary").click()
    assert hints.nth(1).locator("> summary").is_visible()
    for number in (3, 4):
        run_cell(page, number)
    passed = page.locator(".jp-CodeCell").nth(4).locator("section.course-card")
    passed.wait_for(timeout=120_000)
    assert "All" in passed.inner_text() and "pass" in passed.inner_text()
    page.locator(".jp-CodeCell").nth(2).evaluate("cell => cell.scrollIntoView({block: 'start'})")
    picture(page, "cards")


@pytest.mark.parametrize("page", ["explore"], indirect=True)
def test_the_picture_follows_a_slider(page):
    run_cell(page, 0)
    cell = page.locator(".jp-CodeCell").nth(0)
    sliders = cell.locator(".widget-slider")
    sliders.nth(1).wait_for(timeout=60_000)
    assert [sliders.nth(i).locator("label").inner_text() for i in (0, 1)] == ["size", "line width"]
    image = cell.locator("img")
    assert image.count() == 1, "the pictures beside one another are for pages without sliders"
    assert image.get_attribute("alt") == "A line that gets steeper with the size. Here: size = 1.0, line width = 2."
    before = image.get_attribute("src")
    picture(page, "slider-before")
    handle = sliders.nth(0).locator(".noUi-handle")
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 70, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    page.wait_for_function("before => document.querySelector('.jp-CodeCell img').src !== before", arg=before, timeout=60_000)
    by_mouse = image.get_attribute("alt")
    assert "size = 1.0" not in by_mouse
    handle.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("alt => document.querySelector('.jp-CodeCell img').alt !== alt", arg=by_mouse, timeout=60_000)
    assert cell.locator(".jp-OutputArea-output").count() == 1, "no line on stderr"
    picture(page, "slider-after")
    assert page.complaints == []
