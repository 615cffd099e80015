"""The event lexicon: what it holds, and what it says of a slip."""

import shutil

import pytest

from dragoman.errors import ResourceError
from dragoman.stages.triggers.contexts import contexts_in, load_context_cues
from dragoman.stages.triggers.lexicon import FOLDER, TYPES, load_event_lexicon
from tests.stages.parses import parse_of

DEFAULTS = "defaults: {verbs: {actor: [subject], recipient: [object]}}\n"


@pytest.fixture(scope="session")
def lexicon():
    return load_event_lexicon()


@pytest.fixture
def folder(tmp_path):
    """A folder with the shared files and nothing else."""
    for name in ("classes", "syntax", "governing", "modes"):
        shutil.copy(FOLDER / f"{name}.yml", tmp_path)
    return tmp_path


def test_lexicon_is_large_and_covers_every_type(lexicon):
    assert len(lexicon) > 900
    assert {entry.type for entries in lexicon.entries.values() for entry in entries} == TYPES


def test_scores_are_shares(lexicon):
    assert all(0 <= entry.score <= 1 for entries in lexicon.entries.values() for entry in entries)


def test_fuller_wordings_come_first(lexicon):
    for entries in lexicon.entries.values():
        order = [entry.specificity for entry in entries]
        assert order == sorted(order, reverse=True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("type: PROTST\nentries: []\n", "unknown event type 'PROTST'"),
        ("type: PROTEST\nentrys: []\n", "unknown key 'entrys'"),
        ("type: PROTEST\nentries: []\n", "needs 'defaults'"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [{verbs: {march: 2}}]\n", "score of 'march'"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [{verbs: {march: 1}, modus: [demo]}]\n", "unknown key 'modus'"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [{verbs: {march @strangers: 1}}]\n", "class '@strangers'"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [{verbs: {march +fast: 1}}]\n", "'+fast'"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [{verbs: {march: 1}, actor: [Subject]}]\n", "no such slot 'Subject'"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [{verbs: {on: 1}}]\n", "in quotes"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [{verbs: {'@force march': 1}}]\n", "looked up by a word"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [march]\n", "must be a mapping"),
        ("type: PROTEST\n" + DEFAULTS + "entries: [{modes: [demo]}]\n", "needs a mapping from wordings"),
        ("type: [PROTEST\n", "no YAML"),
    ],
)
def test_slip_is_told_with_its_file(folder, text, problem):
    (folder / "protest.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=r"protest\.yml") as caught:
        load_event_lexicon(folder)
    assert problem in str(caught.value)


def test_missing_file_is_told(tmp_path):
    with pytest.raises(ResourceError, match=r"classes\.yml: cannot be read"):
        load_event_lexicon(tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("governing.yml", "REQUEST: {mode: {}}\n", "may hold only modes and becomes"),
        ("governing.yml", "REQEST: {modes: {}, becomes: {}}\n", "unknown event type 'REQEST'"),
        ("classes.yml", "person: {lemmas: [man]}\n", "may hold only words"),
        ("modes.yml", "ASSAULT: {drone: drone}\n", "must be a list of words"),
        ("syntax.yml", "light_verbs: [hold]\n", "receiving_verbs"),
    ],
)
def test_slip_in_a_shared_file_is_told(folder, file, text, problem):
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=problem):
        load_event_lexicon(folder)


def test_contexts_are_the_thirty_seven():
    cues = load_context_cues()
    assert len({context for phrases in cues.values() for _, context in phrases}) == 37


def test_contexts_are_told_by_words_and_phrases():
    parse = parse_of("the aid convoy crossed the border")
    assert set(contexts_in(parse, load_context_cues())) == {"human_security", "territory"}
