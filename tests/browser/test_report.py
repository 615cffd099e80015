"""The report and the records beside it answer each other, whatever letters the text has."""

import pytest

from tests.browser.conftest import until

pytestmark = [pytest.mark.browser, pytest.mark.learned]
ODD = "😀😀 قال الوزير 🕊️\n\n🚓🚓 Georgian police arrested 23 demonstrators 🇬🇪 on Friday, the Interior Ministry said."


def lit(page, part):
    """The words that are lit as one part."""
    return "".join(page.locator(f".text .lit.{part}").all_inner_texts())


def test_a_record_lights_its_words(look):
    page = look().open("/report?id=tbilisi-2019")
    page.locator(".records .head", has_text="COERCE").last.hover()
    assert until(lambda: lit(page, "did") == "arrested")
    assert lit(page, "who") == "Georgian police"
    assert page.locator(".piece.did.lit").first.get_attribute("data-label").startswith("did")


def test_words_light_their_record(look):
    page = look().open("/report?id=tbilisi-2019")
    page.locator(".text a", has_text="demanded").focus()
    assert until(lambda: page.locator(".records .entry.lit .type").all_inner_texts() == ["REQUEST"])


def test_a_chosen_record_stands_in_the_address(look):
    page = look().open("/report?id=tbilisi-2019")
    page.locator(".text a", has_text="condemned").click()
    page.wait_for_url("**record=*")
    page.reload()
    page.wait_for_selector(".entry.chosen dl")
    assert "because" in page.locator(".entry.chosen").inner_text() or page.locator(".entry.chosen .why").count()


def test_keys_go_from_record_to_record_and_can_be_switched_off(look):
    page = look().open("/report?id=tbilisi-2019")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert until(lambda: page.locator(".entry.chosen .count").all_inner_texts() == ["2"])
    page.keyboard.press("Escape")
    assert until(lambda: page.locator(".entry.chosen").count() == 0)
    page.locator("footer input[type=checkbox]").uncheck()
    page.keyboard.press("j")
    assert page.locator(".entry.chosen").count() == 0


def test_a_sentence_without_a_record_says_why(look):
    page = look().open("/report?id=tbilisi-2019")
    page.get_by_role("button", name="Why?").click()
    page.wait_for_selector(".claims .why")
    assert page.locator(".claims .why").first.inner_text()


def test_a_pasted_text_with_odd_letters_is_marked_where_it_should_be(look):
    watched = look()
    page = watched.open("/paste")
    page.fill("textarea", ODD)
    page.fill("input[type=date]", "2019-06-22")
    page.get_by_role("button", name="Code it").click()
    page.wait_for_selector(".records .head")
    page.locator(".records .head", has_text="COERCE").first.click()
    assert until(lambda: lit(page, "did") == "arrested")
    assert lit(page, "who") == "Georgian police"
    assert lit(page, "whom").endswith("23 demonstrators") or "demonstrators" in lit(page, "whom")
    assert page.locator(".text").inner_text().replace("\n", "").startswith("😀😀")
    assert watched.violations() == []
    assert watched.wrongs == []
