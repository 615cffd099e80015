"""Reporting without a finite verb: "according to X", "citing X", "in X's view", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model.span import Span, covering
from dragoman.model.syntax import Parse, Token
from dragoman.stages.voices.contents import trim_content
from dragoman.stages.voices.cues import CueLexicon
from dragoman.stages.voices.drafts import Draft
from dragoman.stages.voices.sources import source_span

CITING = frozenset({"citing", "quoting"})
OPENING = frozenset({"According"})


def find_phrase_drafts(parse: Parse, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The drafts of one sentence that are built on a preposition, a participle or an adverb."""
    for token in parse.tokens:
        word = token.text.lower()
        if word == "according":
            yield from according_to(parse, token, text)
        elif word == "per" and token.dep == "prep":
            yield from by_preposition(parse, token, text)
        elif word == "in" and token.dep == "prep":
            yield from in_view_of(parse, token, text, lexicon)
        elif word in CITING and token.tag == "VBG":
            yield from citing(parse, token, text, lexicon)
        elif word in lexicon.hearsay_adverbs and token.dep == "advmod":
            yield from by_adverb(parse, token, text)


def according_to(parse: Parse, according: Token, text: str) -> Iterator[Draft]:
    """The draft of "according to the ministry": the clause around the phrase is the content."""
    if according.index + 1 == len(parse.tokens) or parse.tokens[according.index + 1].text.lower() != "to":
        return
    to = parse.tokens[according.index + 1]
    speaker = next(parse.dependants(to.index, "pobj"), None) or next(parse.dependants(according.index, "pobj"), None)
    if speaker is not None:
        yield from around_phrase(parse, (according, to), speaker, text, "'according to'")


def by_preposition(parse: Parse, preposition: Token, text: str) -> Iterator[Draft]:
    """The draft of "per the Ministry", set off from the clause."""
    speaker = next(parse.dependants(preposition.index, "pobj"), None)
    is_apart = preposition.index == 0 or parse.tokens[preposition.index - 1].pos == "PUNCT"
    if speaker is not None and speaker.tag in {"NNP", "NNPS"} and is_apart:
        yield from around_phrase(parse, (preposition,), speaker, text, f"'{preposition.lemma}'")


def citing(parse: Parse, verb: Token, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The draft of "Reuters reported that ..., citing officials": those cited vouch for what is reported.

    What is cited and cannot speak ("citing security concerns") is left to the frames of words.
    """
    speaker = next(parse.dependants(verb.index, "dobj"), None)
    if speaker is None or not (speaker.lemma in lexicon.speakers or speaker.entity in {"PERSON", "ORG"}):
        return
    rule = f"'{verb.text.lower()}'"
    reported = reported_by(parse, parse.tokens[verb.head], verb.index)
    if not reported:
        yield from around_phrase(parse, (verb,), speaker, text, rule)
    elif (content := span_of_tokens(reported, text)) is not None:
        source = source_span(parse, speaker.index, frozenset())
        yield Draft(parse.sentence, verb.index, verb.span, speaker.index, source, content, "says", f"says: phrase {rule}")


def reported_by(parse: Parse, host: Token, end: int) -> list[Token]:
    """The words before `end` of the clause that a verb of speaking reports; none where it reports no clause."""
    clause = next((child.index for child in parse.dependants(host.index, "ccomp") if child.index < end), None)
    if clause is None and host.dep == "parataxis":
        clause = host.head
    own = set(parse.subtree(host.index)) if host.dep == "parataxis" else set()
    return [] if clause is None else [parse.tokens[i] for i in parse.subtree(clause) if i < end and i not in own]


def in_view_of(parse: Parse, preposition: Token, text: str, lexicon: CueLexicon) -> Iterator[Draft]:
    """The draft of "in Smith's view", "in the eyes of most", "in a new poll"."""
    noun = next(parse.dependants(preposition.index, "pobj"), None)
    if noun is None:
        return
    if noun.lemma in lexicon.views:
        owner = next(parse.dependants(noun.index, "poss"), None) or below_of(parse, noun)
        if owner is not None:
            yield from around_phrase(parse, (preposition, noun), owner, text, f"'in {noun.lemma}'")
    elif noun.lemma in lexicon.surveys and any(parse.dependants(preposition.head, "nsubj", "nsubjpass")):
        yield from around_phrase(parse, (preposition,), noun, text, f"'in' a {noun.lemma}")


def below_of(parse: Parse, noun: Token) -> Token | None:
    """The noun under "of"."""
    for of in parse.dependants(noun.index, "prep"):
        if of.lemma == "of":
            return next(parse.dependants(of.index, "pobj"), None)
    return None


def around_phrase(parse: Parse, cue: tuple[Token, ...], speaker: Token, text: str, rule: str) -> Iterator[Draft]:
    """The draft of an adverbial phrase: its content is the clause that it hangs from, itself left out."""
    first = cue[0]
    phrase = set(parse.subtree(first.index)) | set(parse.subtree(cue[-1].index))
    source = source_span(parse, speaker.index, frozenset(token.index for token in cue))
    content = clause_around(parse, first, phrase, text)
    if content is None:
        return
    words = cue if speaker.dep != "poss" else cue[1:] or cue
    span = Span(words[0].span.start, words[-1].span.end)
    if span.overlaps(source):
        span = Span(first.span.start, first.span.end)
    yield Draft(parse.sentence, first.index, span, speaker.index, source, content, "says", f"says: phrase {rule}")


def clause_around(parse: Parse, first: Token, phrase: set[int], text: str) -> Span | None:
    """The clause that the phrase belongs to: all of the sentence after it where it opens the sentence, else all before.

    Other phrases of this sort beside it ("According to Reuters, citing officials, ...") are no part of it.
    """
    tokens = parse.tokens
    opening = [index for token in tokens[: first.index] if token.text in OPENING for index in parse.subtree(token.index)]
    if all(token.index in opening or token.pos in {"PUNCT", "CCONJ", "ADV"} for token in tokens[: first.index]):
        rest = tokens[max(phrase) + 1 :]
        cited = [index for token in rest[:2] if token.text in CITING for index in parse.subtree(token.index)]
        return span_of_tokens([token for token in rest if token.index > max(cited, default=0)], text)
    above = first
    while above.head != above.index and (above.index == first.index or above.pos not in {"VERB", "AUX"}):
        above = tokens[above.head]
    clause = [tokens[index] for index in parse.subtree(above.index) if index not in phrase]
    before = [token for token in clause if token.index < first.index]
    after = [token for token in clause if token.index > max(phrase) and token.pos != "PUNCT"]
    return span_of_tokens(before if before and after and is_new_clause(after[0]) else [*before, *after], text)


def is_new_clause(first: Token) -> bool:
    """True when the word after the phrase is a conjunction or a relative, which tells something else."""
    return first.tag in {"CC", "IN", "WDT", "WP", "WRB"} or first.dep in {"cc", "conj"}


def span_of_tokens(tokens: Sequence[Token], text: str) -> Span | None:
    """The trimmed span of some tokens; None where no word is among them."""
    if not any(token.pos != "PUNCT" for token in tokens):
        return None
    return trim_content(covering(token.span for token in tokens), text)


def by_adverb(parse: Parse, adverb: Token, text: str) -> Iterator[Draft]:
    """The draft of "has reportedly left": the clause of the verb is the content, and nobody is named."""
    verb = parse.tokens[adverb.head]
    tokens = [parse.tokens[index] for index in parse.subtree(verb.index) if index != adverb.index]
    content = span_of_tokens(tokens, text)
    if content is not None:
        yield Draft(
            parse.sentence, adverb.index, adverb.span, None, None, content, "says", f"says: adverb '{adverb.text.lower()}'"
        )
