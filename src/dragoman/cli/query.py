"""`dragoman records`, `events` and `claims`: three questions with the same filters."""

from __future__ import annotations

from dragoman.cli.filters import query_command

records = query_command("records", "Show the records that match: who did what to whom, where, when, and who says so.")
events = query_command("events", "Show the events that match: what happened, as all its records tell.")
claims = query_command("claims", "Show the claims that match: what was said that is no event.")
