"""A neighbour keeps a printed seal, and later checks the ledger on her own computer."""

import random
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from agenda.cli.clock import seal_ledgers
from agenda.ledger.files.rules import check_file
from tests.architecture.sources import ROOT
from tests.factories import make_cosigning, make_place
from tests.journeys.driver import DESK, Sit, Site, axe, shoot
from tests.ledgers import closed, ledger

FOUND = """async ([text, printed]) => (await checkLedger([text], printed)).faults
    .map((fault) => [fault.stream, fault.position, fault.kind])"""


def check(page: Page, file: Path, digits: str) -> None:
    page.get_by_label("台账文件").set_input_files(file)
    page.get_by_label("纸上的封印").fill(digits)
    page.locator("form button").click()


def test_a_neighbour_keeps_a_seal_and_checks_the_ledger(
    sit: Sit, site: Site, tmp_path: Path
) -> None:
    with site.app.app_context():
        place = make_place()
        make_cosigning(place)
        seal_ledgers()
    page = sit(size=DESK).open("/ledger/seals")
    axe(page)
    shoot(page, "seals")
    page.get_by_role("link", name="打印这枚封印").click()
    digits = page.locator(".seal-digits").inner_text()
    axe(page)
    shoot(page, "seal")
    page.get_by_role("link", name="全部封印").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载台账").click()
    file = tmp_path / "ledger.jsonl"
    download.value.save_as(file)
    page.get_by_role("link", name="打开核对页").click()
    check(page, file, digits)
    expect(page.locator("#answer")).to_contain_text("纸上的封印对得上")
    axe(page)
    shoot(page, "verify-good")
    file.write_text(file.read_text("utf-8").replace("accepted", "declined"), "utf-8")
    check(page, file, digits)
    expect(page.locator("#answer")).to_contain_text("内容被改动")
    axe(page)
    shoot(page, "verify-bad")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#answer")).to_contain_text("It does not fit")


def test_a_copy_of_the_page_on_her_own_disk_finds_a_ledger_written_anew(
    browser: Browser, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "static", tmp_path / "copy")
    honest, forged = ledger(), ledger("表决")
    page = browser.new_page(locale="zh-CN")
    page.goto((tmp_path / "copy" / "verify.html").as_uri())
    digits = honest.sealed[0][1].digest()[:20]
    for made, said in ((honest, "纸上的封印对得上"), (forged, "没有纸上这枚封印")):
        file = tmp_path / "ledger.jsonl"
        file.write_text("".join(made.lines()), "utf-8")
        check(page, file, digits)
        expect(page.locator("#answer")).to_contain_text(said)
    page.close()


def test_the_page_and_the_command_find_the_same_faults(browser: Browser) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto((ROOT / "static" / "verify.html").as_uri())
    honest, chance = ledger(seals=3), random.Random(6962)
    printed = honest.sealed[1][1].digest()[:20]
    for _ in range(120):
        lines = honest.lines()
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines[at], lines[other] = lines[other], lines[at]
            case 2:
                lines = lines[:at]
            case _:
                place = chance.randrange(len(lines[at]) - 1)
                lines[at] = lines[at][:place] + chance.choice('0a"{议 -') + lines[at][place + 1 :]
        lines = closed(lines) if lines and chance.random() < 0.5 else lines
        mine = {(f.stream, f.position, str(f.kind)) for f in check_file(lines, printed).faults}
        assert set(map(tuple, page.evaluate(FOUND, ["".join(lines), printed]))) == mine
    page.close()
