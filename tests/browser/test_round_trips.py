"""Filters and verdicts: what is set stays, what is done can be undone."""

import pytest

from tests.browser.conftest import until

pytestmark = [pytest.mark.browser, pytest.mark.learned]


def rows(page):
    return page.locator("tbody tr").count()


def test_filters_outlive_a_reload_and_the_back_button(look):
    page = look().open("/records")
    everything = rows(page)
    page.get_by_role("button", name="Filter").click()
    page.fill("input[name=words]", "sanction*")
    page.select_option("select[name=quad]", "4")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**words=sanction*")
    assert until(lambda: 0 < rows(page) < everything)
    some = rows(page)
    page.reload()
    assert until(lambda: rows(page) == some)
    page.get_by_label("take away quadrant").click()
    assert until(lambda: "quad" not in page.url)
    page.go_back()
    assert until(lambda: "quad=4" in page.url and rows(page) == some)
    page.go_back()
    assert until(lambda: rows(page) == everything)


def test_filters_go_with_the_reader_from_view_to_view(look):
    page = look().open("/records?country=GEO")
    page.get_by_role("link", name="Timeline").click()
    page.wait_for_url("**/timeline?country=GEO")


def test_a_verdict_is_given_and_taken_back(look):
    watched = look()
    page = watched.open("/judge")
    page.wait_for_selector(".actions")
    page.fill("#author", "ana")
    page.locator("main > h1").click()
    before = int(page.locator("footer").inner_text().split(" records")[0].split()[-1])
    page.keyboard.press("x")
    assert until(lambda: f"{before - 1} records" in page.locator("footer").inner_text())
    page.keyboard.press("u")
    assert until(lambda: f"{before} records" in page.locator("footer").inner_text())
    assert "ana" in page.locator("table").last.inner_text()
    assert watched.wrongs == []


def test_nothing_is_judged_without_a_name(look):
    page = look().open("/judge")
    page.wait_for_selector(".actions")
    page.get_by_role("button", name="Right").click()
    assert until(lambda: page.get_by_text("Say who judges first").count() == 1)


def test_words_of_the_text_can_be_made_the_evidence(look):
    page = look().open("/judge")
    page.wait_for_selector(".actions")
    page.fill("#author", "ben")
    page.get_by_role("button", name="Correct").click()
    words = page.evaluate(
        """() => {
          const piece = document.querySelector('.text [data-start]');
          const range = document.createRange();
          range.setStart(piece.firstChild, 0);
          range.setEnd(piece.firstChild, Math.min(8, piece.firstChild.length));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return range.toString();
        }"""
    )
    page.get_by_role("button", name="Mark the selected words").click()
    assert until(lambda: "Kept" in page.locator("p[role=status]").first.inner_text()), page.locator("main").inner_text()[
        :900
    ]
    assert words.strip() in page.locator("p[role=status]").first.inner_text()
    page.get_by_role("button", name="Undo").click()
    assert until(lambda: page.get_by_text("Taken back.").count() == 1)


def test_two_reports_are_told_apart_and_together(look):
    page = look().open("/events?disputed=true")
    page.click("a.open")
    page.wait_for_selector("text=As each report tells it")
    page.get_by_role("button", name="Not this event").first.click()
    page.get_by_label("Why").fill("another day")
    page.get_by_label("Your name").fill("ana")
    page.get_by_role("button", name="Take telling 1 out").click()
    assert until(lambda: page.get_by_text("Kept: not same").count() == 1)
