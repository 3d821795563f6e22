"""The report as a reviewer sees it: opened in Chromium from a file, with nothing around it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis import reports
from analysis.config import Config, Execution

pytestmark = pytest.mark.browser

HOSTILE = (
    '<script>window.hit=1</script><img src=x onerror=window.hit=2>" onmouseover="window.hit=3" '
    "</style><style>body{display:none}</style>"
)
FLAGS = (
    "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
    "disable-component-update disable-sync"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium that records every request and every message."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    assert program and driver, "the browser tests need Chromium and chromedriver (Debian: chromium chromium-driver)"
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in FLAGS.split():
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with webdriver.Chrome(options=options, service=Service(driver)) as chrome:
        yield chrome


def open_page(browser: Any, page: Path, *, anchor: str = "") -> tuple[list[str], list[str]]:
    """Open a page; the requests it made beyond itself, and the messages on its console."""
    for kind in ("performance", "browser"):
        browser.get_log(kind)
    browser.get("about:blank")
    browser.get(page.as_uri() + anchor)
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    beyond = [url for url in urls if not url.startswith(("data:", "about:", page.as_uri()))]
    return beyond, [entry["message"] for entry in browser.get_log("browser")]


def test_no_page_calls_out_or_complains(browser: Any, example: Path) -> None:
    """Every page opens without a request to anywhere and without a message on the console."""
    pages = sorted(example.rglob("*.html"))
    assert len(pages) == 8
    for page in pages:
        assert open_page(browser, page) == ([], []), page.name
        assert browser.find_element("css selector", "h1").is_displayed(), page.name
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth + 1"), page.name


def test_every_link_leads_somewhere(browser: Any, example: Path) -> None:
    """No link of any page ends at a file or an anchor that is not there."""
    for page in sorted(example.rglob("*.html")):
        open_page(browser, page)
        # The links of a drawing have no address in full.
        links = browser.execute_script(
            "return [...document.querySelectorAll('a[href]')]"
            ".map(a => new URL(a.getAttribute('href'), document.baseURI).href)"
        )
        for link in sorted(set(links)):
            target, _, anchor = link.removeprefix("file://").partition("#")
            path = Path(target)
            assert path.is_file(), f"{page.name}: {link}"
            if anchor:
                assert f'id="{anchor}"' in path.read_text(encoding="utf-8"), f"{page.name}: {link}"


def test_a_mark_of_the_timeline_leads_to_its_passage(browser: Any, example: Path) -> None:
    """A click on a bar opens the document where the event is told."""
    from selenium.webdriver.support.ui import WebDriverWait

    open_page(browser, example / "timeline.html")
    mark = browser.find_element("css selector", "figure svg a.passage path")
    place = browser.execute_script("return arguments[0].closest('a').getAttribute('href')", mark).partition("#")[2]
    browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", mark)
    WebDriverWait(browser, 10).until(lambda shown: shown.current_url.endswith(f"#{place}"))
    start, end = map(int, place[1:].split("-"))
    shown = browser.execute_script("return [...document.querySelectorAll('.here')].map(e => e.textContent).join('')")
    assert len(shown) == end - start


def test_a_claim_leads_to_its_passage(browser: Any, example: Path) -> None:
    """The first claim of the inventory is highlighted in its document, and the highlighted words are its text."""
    open_page(browser, example / "claims.html")
    href = browser.find_element("css selector", "a.passage[href]").get_attribute("href")
    path, anchor = href.removeprefix("file://").split("#")
    open_page(browser, Path(path), anchor=f"#{anchor}")
    shown = browser.execute_script("return [...document.querySelectorAll('.here')].map(e => e.textContent).join('')")
    start, end = map(int, anchor[1:].split("-"))
    assert shown
    assert len(shown) == end - start


def test_a_table_can_be_searched_and_sorted(browser: Any, example: Path) -> None:
    """Typing leaves the rows that hold the words; a click on a heading orders them, and says so."""
    open_page(browser, example / "claims.html")
    field = browser.find_element("css selector", ".search input")
    field.send_keys("submarine")
    status = browser.find_element("css selector", ".search [role=status]").text
    assert int(status.split()[0]) < int(status.split()[2])
    button = browser.find_element("css selector", "thead button")
    button.click()
    assert browser.find_element("css selector", "thead th").get_attribute("aria-sort") == "ascending"


#: The words of every row of the inventory that is not hidden, in one of its columns.
COLUMN = """
const table = document.querySelector("table.home"), heads = [...table.tHead.rows[0].cells];
const column = heads.findIndex(head => head.textContent === arguments[0]);
return [...table.tBodies[0].rows].filter(row => !row.hidden).map(row => row.cells[column].textContent);
"""


def test_the_inventory_can_be_searched_by_column(browser: Any, example: Path) -> None:
    """A word behind the name of a column is looked for there only; without such a name, anywhere."""
    open_page(browser, example / "claims.html")
    every = browser.execute_script(COLUMN, "label")
    field = browser.find_elements("css selector", ".search input")[-1]
    field.send_keys("label:reported source:article")
    assert browser.execute_script(COLUMN, "label") == []
    field.clear()
    field.send_keys("label:reported")
    assert browser.execute_script(COLUMN, "label") == ["reported"] * every.count("reported")
    field.clear()
    field.send_keys("nocolumn:reported")
    assert browser.execute_script(COLUMN, "label") == []
    field.clear()
    field.send_keys('source:"the article" label:"asserted"')
    shown = browser.execute_script(COLUMN, "source")
    assert shown
    assert set(shown) == {"the article"}


def test_a_count_opens_its_passages(browser: Any, example: Path) -> None:
    """A click on how often an actor is mentioned in one way unfolds its passages and leaves those of that kind."""
    open_page(browser, example / "actors.html")
    for way in ("pronoun", "name"):
        count = browser.find_element("css selector", f"a.count[data-find='kind:{way}']")
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", count)
        count.click()
        section = browser.find_element(
            "css selector", f"details:has([id='{count.get_attribute('href').split('#')[1]}'])"
        )
        rows = [row for row in section.find_elements("css selector", "tbody tr") if row.is_displayed()]
        assert len(rows) == int(count.text)
        assert {row.find_elements("css selector", "td")[1].text for row in rows} == {way}


def test_the_table_of_sources_fits_a_laptop(browser: Any, example: Path) -> None:
    """At 1280 pixels its last column is in sight, and so is that of the table of actors."""
    browser.set_window_size(1280, 900)
    for page, place in (("claims", 1), ("actors", 0)):
        open_page(browser, example / f"{page}.html")
        widths = f"const t = document.querySelectorAll('main .table')[{place}]; return [t.scrollWidth, t.clientWidth]"
        needed, given = browser.execute_script(widths)
        assert needed <= given


def test_a_source_is_opened_without_a_script(browser: Any, example: Path) -> None:
    """What a source says is folded under its name; a click shows it, and its own search."""
    open_page(browser, example / "claims.html")
    section = browser.find_element("css selector", "details.section")
    table = section.find_element("css selector", "table")
    assert not table.is_displayed()
    section.find_element("css selector", "summary").click()
    assert table.is_displayed()
    assert section.find_elements("css selector", "tbody .passage[href]")


def test_a_document_leads_back_to_the_inventory(browser: Any, example: Path) -> None:
    """Wherever else a claim stands on the page of claims, its document leads to its row in the inventory."""
    for page in sorted((example / "texts").iterdir()):
        open_page(browser, page)
        links = browser.execute_script("return [...document.querySelectorAll('.found a[title]')].map(a => a.href)")
        assert links
        open_page(browser, example / "claims.html")
        inside = "return arguments[0].every(id => document.getElementById(id).closest('table.home'))"
        assert browser.execute_script(inside, [link.partition("#")[2] for link in links])


def test_hostile_text_is_only_text(browser: Any, tmp_path: Path, cache: Path) -> None:
    """Markup in a document, its name, its metadata and an editor's file runs nowhere and hides nothing."""
    corpus = tmp_path / "articles"
    corpus.mkdir()
    name = "<img src=x onerror='window.hit=4'>.txt"
    (corpus / name).write_text(f"{HOSTILE} Minister Speaks\n\nThe French minister said {HOSTILE} in May 2020.\n")
    (corpus / "documents.toml").write_text(f"[{json.dumps(name)}]\noutlet = {json.dumps(HOSTILE)}\n")
    decided = f"[France]\nrename = {json.dumps(HOSTILE)}\n[{json.dumps(HOSTILE)}]\nmerge = ['\u202e']\n"
    (corpus / "actors.toml").write_text(decided, encoding="utf-8")
    (corpus / "b\u202e.txt").write_text("")
    reports.publish(corpus, tmp_path / "out", Config(), execution=Execution(cache=cache), given={}, title=HOSTILE)
    for page in sorted((tmp_path / "out").rglob("*.html")):
        assert open_page(browser, page) == ([], []), page.name
        fire = (
            "for (const e of document.querySelectorAll('*')) e.dispatchEvent(new Event('mouseover')); return window.hit"
        )
        assert browser.execute_script(fire) is None, page.name
        assert browser.find_element("css selector", "h1").is_displayed(), page.name
        assert "\u202e" not in browser.page_source, page.name
    open_page(browser, next((tmp_path / "out" / "texts").iterdir()))
    found = browser.execute_script("return document.querySelector('.words').textContent")
    assert "<script>" in found
