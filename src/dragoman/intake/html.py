"""Web pages: the report in them, its title, day and publication, by trafilatura."""

from __future__ import annotations

from datetime import date

from dragoman.errors import InputError
from dragoman.intake.text import document_from_text
from dragoman.model.document import Document

MIN_WORDS = 5


def document_from_html(page: str, source: str, *, url: str | None = None, published: date | None = None) -> Document:
    """The report that a page holds, without menus, advertisements and comments.

    The page's own date, where it has one, wins over `published`.

    Raises:
        InputError: when there is no running text in the page.
    """
    from trafilatura import bare_extraction, html2txt  # noqa: PLC0415 - a heavy import, needed for pages alone

    found = bare_extraction(page, url=url, include_comments=False, include_tables=False, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text or len(found.text.split()) < MIN_WORDS:
        text = html2txt(page)
        if len(text.split()) >= MIN_WORDS:
            return document_from_text(text, url=url, published=published)
        raise InputError(source, "no report found in this page", "save the text of the report and give that")
    return document_from_text(
        found.text,
        title=found.title,
        url=url or found.url,
        source=found.sitename or found.hostname,
        published=parse_day(found.date) or published,
        language=found.language,
    )


def parse_day(text: str | None) -> date | None:
    """An ISO 8601 day, None for anything else."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
