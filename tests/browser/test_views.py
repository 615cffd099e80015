"""Every view shows something, in both themes and on a telephone, breaks no rule of access, and asks nobody else."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.learned]
VIEWS = {
    "reports": "/",
    "report": "/report?id=tbilisi-2019",
    "records": "/records",
    "filtered": "/records?country=GEO&quad=4&columns=date,event,who,words",
    "events": "/events?disputed=true",
    "actors": "/actors",
    "actor": "/actor?id=GEO",
    "timeline": "/timeline?all=1",
    "map": "/map?at=41.694,44.834,50km",
    "network": "/network",
    "pair": "/pair",
    "one pair": "/pair?pair=RUS,GEO",
    "ask": "/ask?words=police",
    "brief": "/brief?country=GEO",
    "judge": "/judge",
    "paste": "/paste",
    "nothing": "/nowhere",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_is_sound(look, path, theme):
    watched = look(theme)
    page = watched.open(path)
    assert len(page.inner_text("main")) > 40
    assert watched.violations() == []
    assert watched.wrongs == []


@pytest.mark.parametrize("path", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_fits_a_telephone(look, path):
    page = look(width=390).open(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_event_shows_where_reports_disagree(look):
    watched = look()
    page = watched.open("/events?disputed=true")
    page.click("a.open")
    page.wait_for_selector("text=Where reports disagree")
    assert "2001-01-01" in page.inner_text("main")
    assert watched.violations() == []
    assert watched.wrongs == []


def test_the_theme_can_be_chosen_and_stays(look):
    page = look("light").open("/records")
    page.select_option("footer select", "dark")
    page.reload()
    page.wait_for_selector("main h1")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
