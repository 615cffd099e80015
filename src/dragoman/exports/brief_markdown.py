"""A briefing as Markdown: sentences with their quotations, a chart of blocks, and the references behind the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.model.brief import Bin, Brief, Line, Quote, Reference, Trend

SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
LEADING = re.compile(r"^(\d+)([.)])|^([#+-])", re.MULTILINE)
BLOCKS = " ▏▎▍▌▋▊▉█"
WIDTH = 30


def to_markdown(brief: Brief) -> str:
    """The whole text, with a line feed at its end."""
    return "\n".join(lines_of(brief)).rstrip() + "\n"


def lines_of(brief: Brief) -> Iterator[str]:
    """Line by line."""
    yield f"# {escaped(brief.title)}"
    yield ""
    for place, note in enumerate(brief.notes):
        yield from (["", escaped(note)] if place else [escaped(note)])
    for section in brief.sections:
        yield from ("", f"## {escaped(section.title)}", "")
        if not section.groups:
            yield f"*{escaped(section.empty)}*"
        for place, group in enumerate(section.groups):
            if group.heading is not None:
                yield from ([""] if place else [])
                yield from (f"### {escaped(group.heading)}", "")
            yield from (text for line in group.lines for text in bullet(line))
    yield from trend_lines(brief.trend)
    if brief.references:
        yield from ("", f"## {escaped(brief.references_title)}", "")
        yield from (reference_line(reference) for reference in brief.references)


def bullet(line: Line, indent: str = "") -> Iterator[str]:
    """A sentence as a point of a list, its remarks below it."""
    sources = f" — {escaped(', '.join(line.sources))}" if line.sources else ""
    yield f"{indent}- {escaped(line.text)} {cited(line.cites, line.more)}{told(line.quote)}{sources}"
    for remark in line.remarks:
        yield from bullet(remark, indent + "  ")


def told(quote: Quote | None) -> str:
    """A quotation after a colon; a full stop where there is none."""
    return f": {quotation(quote)}" if quote is not None else "."


def quotation(quote: Quote) -> str:
    """The words in quotation marks, with dots where the sentence goes on."""
    words = " ".join(quote.text.split())
    return f"“{'… ' if quote.is_cut_before else ''}{escaped(words)}{' …' if quote.is_cut_after else ''}”"


def cited(numbers: Sequence[int], more: int = 0) -> str:
    """The numbers in brackets, stretches of them put together.

    >>> cited((1, 2, 3, 7))
    '[1–3, 7]'
    """
    rest = f" and {more} more" if more else ""
    return f"[{ranges(numbers)}{rest}]" if numbers else ""


def ranges(numbers: Sequence[int]) -> str:
    """Numbers, with a dash for three or more in a row.

    >>> ranges((4, 1, 2, 3, 8, 9))
    '1–4, 8, 9'
    """
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in stretches(numbers))


def stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each three or more numbers in a row; others by themselves."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    found: list[tuple[int, int]] = []
    for part in parts:
        found += [(part[0], part[-1])] if len(part) > 2 else [(number, number) for number in part]
    return found


def trend_lines(trend: Trend) -> Iterator[str]:
    """The sentence and the chart."""
    yield from ("", f"## {escaped(trend.title)}", "")
    if trend.line is None:
        yield f"*{escaped(trend.empty)}*"
        return
    yield f"{escaped(trend.line.text)} {cited(trend.line.cites)}."
    yield from ("", "```text")
    yield from chart(trend)
    yield "```"


def chart(trend: Trend) -> Iterator[str]:
    """A row a bin: cooperation and conflict side by side, as long as there are events.

    A block stands for as many events as are needed for the longest to fit.
    """
    labels = max((len(bin_.label) for bin_ in trend.bins), default=0)
    most = max((max(bin_.cooperation, bin_.conflict) for bin_ in trend.bins), default=0)
    width = min(WIDTH, most * 2) if most else 0
    column = max(width + len(f" {most}"), len(trend.cooperation))
    yield f"{'':{labels}}  {trend.cooperation:<{column}}  {trend.conflict}".rstrip()
    for bin_ in trend.bins:
        yield row(bin_, labels, column, most, width)


def row(bin_: Bin, labels: int, column: int, most: int, width: int) -> str:
    """One row of the chart."""
    left, right = (f"{bar(count, most, width)} {count}" if count else "·" for count in (bin_.cooperation, bin_.conflict))
    return f"{bin_.label:<{labels}}  {left:<{column}}  {right}"


def bar(count: int, most: int, width: int) -> str:
    """Blocks in eighths; never quite nothing.

    >>> bar(1, 4, 2), bar(4, 4, 2)
    ('▌', '██')
    """
    eighths = max(round(count / most * width * 8), 1)
    return "█" * (eighths // 8) + BLOCKS[eighths % 8].strip()


def reference_line(reference: Reference) -> str:
    """A reference: the report, the record, where in the document its words stand, and the words."""
    parts = [reference.publication, f"“{reference.title}”" if reference.title else None, reference.published]
    report = ", ".join(escaped(part) for part in parts if part)
    span = reference.quote.span
    document = code(reference.quote.doc_id)
    where = f"{reference.kind.value} `{reference.id}`, document {document}, characters {span.start}–{span.end}"
    link = f" <{reference.url}>" if reference.url and is_web(reference.url) else ""
    return f"- [{reference.number}] {report + ': ' if report else ''}{quotation(reference.quote)}; {where}.{link}"


def is_web(url: str) -> bool:
    """True for an address that a link may lead to."""
    return url.startswith(("http://", "https://")) and not re.search(r"[<>\s]", url)


def code(text: str) -> str:
    """Text as it stands; its own backquotes are kept apart."""
    words = " ".join(text.split())
    return f"`` {words} ``" if "`" in words else f"`{words}`"


def escaped(text: str) -> str:
    r"""Text whose signs mean nothing to Markdown, on one line.

    >>> print(escaped("1. *The [Russian] minister*"))
    1\. \*The \[Russian\] minister\*
    """
    words = SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")
    return LEADING.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", words)
