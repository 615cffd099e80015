"""A briefing as one HTML page that needs nothing else: numbers lead to references, and the chart is a drawing in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dragoman.exports.brief_markdown import is_web, stretches
from dragoman.model.brief import Bin, Brief, Line, Quote, Reference, Trend

HEIGHT, STEP, BAR, MARGIN, LABEL = 140, 34, 22, 46, 16


def to_html(brief: Brief) -> str:
    """The whole page."""
    return "\n".join(lines_of(brief)) + "\n"


def lines_of(brief: Brief) -> Iterator[str]:
    """Line by line."""
    title = escape(brief.title)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>"
    yield "".join(f'<p class="note">{escape(note)}</p>' for note in brief.notes)
    for section in brief.sections:
        yield f'<section id="{escape(section.key)}">\n<h2>{escape(section.title)}</h2>'
        if not section.groups:
            yield f'<p class="empty">{escape(section.empty)}</p>'
        for group in section.groups:
            if group.heading is not None:
                yield f"<h3>{escape(' '.join(group.heading.split()))}</h3>"
            yield "<ul>"
            yield from (item(line) for line in group.lines)
            yield "</ul>"
        yield "</section>"
    yield from trend_lines(brief.trend)
    if brief.references:
        yield f'<section id="references">\n<h2>{escape(brief.references_title)}</h2>\n<ol>'
        yield from (reference_item(reference) for reference in brief.references)
        yield "</ol>\n</section>"
    yield "</main>\n</body>\n</html>"


def item(line: Line) -> str:
    """A sentence as a point of a list, its remarks below it."""
    sources = f' <span class="sources">{escape(", ".join(line.sources))}</span>' if line.sources else ""
    quote = f": {quotation(line.quote)}" if line.quote is not None else "."
    remarks = f"<ul>{''.join(map(item, line.remarks))}</ul>" if line.remarks else ""
    return f"<li>{escape(line.text)} {cited(line.cites, line.more)}{quote}{sources}{remarks}</li>"


def quotation(quote: Quote) -> str:
    """The words in quotation marks, with dots where the sentence goes on."""
    words = escape(" ".join(quote.text.split()))
    return f"<q>{'… ' if quote.is_cut_before else ''}{words}{' …' if quote.is_cut_after else ''}</q>"


def cited(numbers: tuple[int, ...], more: int = 0) -> str:
    """The numbers in brackets, each a link to its reference; three or more in a row lead to the first of them."""
    links = "".join(
        f'<a class="cite" href="#ref-{first}">[{first if first == last else f"{first}–{last}"}]</a>'
        for first, last in stretches(numbers)
    )
    return links + (f' <span class="more">and {more} more</span>' if more else "")


def reference_item(reference: Reference) -> str:
    """A reference with the report, the words, and where they stand."""
    title = f"“{escape(reference.title)}”" if reference.title else None
    if title and reference.url and is_web(reference.url):
        title = f'<a href="{escape(reference.url)}" rel="noreferrer noopener">{title}</a>'
    elif reference.url and is_web(reference.url):
        title = f'<a href="{escape(reference.url)}" rel="noreferrer noopener">{escape(reference.url)}</a>'
    parts = [escape(reference.publication or ""), title, escape(reference.published or "")]
    report = ", ".join(part for part in parts if part)
    span = reference.quote.span
    where = (
        f"{reference.kind.value} <code>{escape(reference.id)}</code>, "
        f"document <code>{escape(reference.quote.doc_id)}</code>, characters {span.start}–{span.end}"
    )
    return f'<li id="ref-{reference.number}">{report + ": " if report else ""}{quotation(reference.quote)}; {where}.</li>'


def trend_lines(trend: Trend) -> Iterator[str]:
    """The sentence and the chart."""
    yield f'<section id="trend">\n<h2>{escape(trend.title)}</h2>'
    if trend.line is None:
        yield f'<p class="empty">{escape(trend.empty)}</p>\n</section>'
        return
    yield f"<p>{escape(trend.line.text)} {cited(trend.line.cites)}.</p>"
    yield chart(trend)
    yield "</section>"


def chart(trend: Trend) -> str:
    """A drawing: a column a bin, cooperation upwards and conflict downwards from the line between them."""
    most = max((max(bin_.cooperation, bin_.conflict) for bin_ in trend.bins), default=0) or 1
    width = MARGIN + STEP * len(trend.bins) + MARGIN
    every = max(1, len(trend.bins) // 6)
    label = f"{escape(trend.title)}, {len(trend.bins)} × {escape(trend.unit)}"
    box = f"0 0 {width} {HEIGHT + 3 * LABEL}"
    parts = [f'<svg viewBox="{box}" role="img" style="max-width:{width}px" aria-label="{label}">']
    middle = HEIGHT // 2 + LABEL
    for place, bin_ in enumerate(trend.bins):
        parts += columns(trend, bin_, MARGIN + place * STEP + (STEP - BAR) // 2, middle, most)
        if place % every == 0:
            x = MARGIN + place * STEP + STEP // 2
            parts.append(
                f'<text class="axis" x="{x}" y="{middle + HEIGHT // 2 + 2 * LABEL - 4}">{escape(bin_.label)}</text>'
            )
    parts.append(f'<line class="axis" x1="{MARGIN}" x2="{width - MARGIN}" y1="{middle}" y2="{middle}"/>')
    parts.append("</svg>")
    legend = "".join(f'<span class="{name}">{escape(word)}</span>' for name, word in names(trend))
    return f"<figure>{''.join(parts)}<figcaption>{legend}</figcaption></figure>"


def names(trend: Trend) -> tuple[tuple[str, str], tuple[str, str]]:
    """The classes of the two kinds, with what they are called."""
    return ("cooperation", trend.cooperation), ("conflict", trend.conflict)


def columns(trend: Trend, bin_: Bin, x: int, middle: int, most: int) -> Iterator[str]:
    """The two columns of a bin with their numbers."""
    for (name, word), count in zip(names(trend), (bin_.cooperation, bin_.conflict), strict=True):
        if not count:
            continue
        height = round(count / most * HEIGHT / 2, 1)
        y = middle - height if name == "cooperation" else middle
        label = middle - height - 4 if name == "cooperation" else middle + height + 12
        yield (
            f'<rect class="{name}" x="{x}" y="{y:g}" width="{BAR}" height="{height:g}">'
            f"<title>{escape(bin_.label)}: {count} {escape(word)}</title></rect>"
        )
        yield f'<text class="count" x="{x + BAR // 2}" y="{label:g}">{count}</text>'


CSS = """
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6470;--page:#fff;--line:#d5dae0;--good:#2a6fb0;--bad:#b3471d}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#9aa4b0;--page:#15181c;--line:#353b43;--good:#69a8e6;--bad:#e58a5f}}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 Georgia,"Times New Roman",serif}
main{max-width:46rem;margin:2.5rem auto;padding:0 1.25rem}
h1,h2,h3{font-family:system-ui,sans-serif;line-height:1.25}h1{font-size:1.7rem;margin:0 0 .6rem}
h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{font-size:1rem;margin:1.2rem 0 .3rem}ul,ol{padding-left:1.3rem;margin:.3rem 0}li{margin:.35rem 0;overflow-wrap:anywhere}
.note,.empty,.sources,.more,figcaption{color:var(--soft);font:.85rem/1.45 system-ui,sans-serif}.note{margin:.15rem 0}
.sources::before{content:"— "}q{quotes:"“" "”" "“" "”";color:var(--ink)}a{color:var(--good)}
.cite{font:.8em system-ui,sans-serif;text-decoration:none;padding:0 .05em}code{font-size:.85em}
#references li:target{background:color-mix(in srgb,var(--good) 14%,transparent)}#references{font-size:.92rem}
figure{margin:1rem 0;overflow-x:auto}svg{display:block;width:100%;height:auto;font:11px system-ui,sans-serif}
rect.cooperation{fill:var(--good)}rect.conflict{fill:var(--bad)}line.axis{stroke:var(--soft)}
text{fill:var(--soft);text-anchor:middle}figcaption span::before{content:"■ "}figcaption span{margin-right:1.2em}
figcaption .cooperation::before{color:var(--good)}figcaption .conflict::before{color:var(--bad)}
@media print{main{max-width:none;margin:0}a{color:inherit}h2,h3{break-after:avoid}li{break-inside:avoid}}
"""
