"""A briefing on paper and on a page: no report breaks out of its quotation, and every number leads somewhere."""

import re
from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dragoman.exports.brief_html import to_html
from dragoman.exports.brief_markdown import chart, escaped, to_markdown
from dragoman.model.brief import Bin, Brief, CitedKind, Group, Line, Quote, Reference, Section, Trend
from dragoman.model.span import Span

NASTY = 'A <script>alert(1)</script> [x](http://evil.example) *b* & "q" `c`'
QUOTE = Quote("doc-1", Span(5, 9), NASTY, is_cut_before=True)
LINE = Line("Lavrov met Meshaal in Doha", (1, 2), QUOTE, ("The Paper",), 3, (Line("It has since been denied", (2,), QUOTE),))
TREND = Trend(
    "Cooperation and conflict",
    "day",
    (Bin("3 Aug", 4, 0), Bin("4 Aug", 0, 2)),
    Line("Of 2", (1, 2)),
    "",
    "cooperation",
    "conflict",
)
REFERENCES = (
    Reference(1, CitedKind.RECORD, "r1", QUOTE, "The Paper", NASTY, "https://example.org/a?b=1&c=2", "2015-08-04"),
    Reference(2, CitedKind.CLAIM, "c1", QUOTE, None, None, "javascript:alert(1)", None),
)
BRIEF = Brief(
    "Briefing: Lavrov & Hamas",
    ("A note.",),
    (
        Section("happened", "What happened", (Group("3 August 2015", (LINE,)),), ""),
        Section("planned", "Planned", (), "None."),
    ),
    TREND,
    "References",
    REFERENCES,
)


def test_markdown():
    text = to_markdown(BRIEF)
    assert text.startswith("# Briefing: Lavrov &amp; Hamas\n\nA note.\n")
    assert "- Lavrov met Meshaal in Doha [1, 2 and 3 more]: “… A \\<script\\>" in text
    assert "\n  - It has since been denied [2]: “" in text
    assert "### 3 August 2015" in text
    assert "*None.*" in text
    assert "<https://example.org/a?b=1&c=2>" in text
    assert "<javascript" not in text
    assert "record `r1`, document `doc-1`, characters 5–9" in text
    assert not re.search(r"(?<!\\)\]\(", text)


def test_the_chart_of_blocks():
    assert list(chart(TREND)) == ["       cooperation  conflict", "3 Aug  ████████ 4   ·", "4 Aug  ·            ████ 2"]


def test_html_has_no_foreign_markup_and_all_links_lead_somewhere():
    text = to_html(BRIEF)
    page: Any = html.fromstring(text)
    assert not page.xpath("//script | //img | //iframe")
    assert page.xpath("//q")[0].text == "… " + NASTY
    targets = {f"#{id_}" for id_ in page.xpath("//@id")}
    links = page.xpath("//a/@href")
    assert [link for link in links if link.startswith("#")]
    assert all(link in targets or link.startswith("https://") for link in links)
    assert page.xpath("string(//title)") == BRIEF.title
    drawing = ET.fromstring(re.search(r"<svg.*?</svg>", text, re.DOTALL)[0])  # noqa: S314 - our own drawing
    heights = [float(rect.get("height")) for rect in drawing.iter("rect")]
    assert heights == [70.0, 35.0]


def test_html_without_events():
    empty = Brief("Briefing", (), (), Trend("Trend", "day", (), None, "Nothing to count.", "a", "b"), "References", ())
    assert "Nothing to count." in to_html(empty)
    assert "Nothing to count." in to_markdown(empty)


@given(st.text(max_size=40))
def test_escaped_text_stays_on_its_line_and_opens_nothing(text):
    words = escaped(text)
    assert "\n" not in words
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[`*_]", words)
