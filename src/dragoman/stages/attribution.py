"""Who says so: the sources, cues and contents of what a document reports of others' words and thoughts.

Direct, indirect and mixed speech, statements, beliefs, wishes, judgements and rulings are all voices, as PolNeAR (Newell,
Margolin and Ruths 2018) draws them; `because` begins with what the source does ("says", "wants"), so that those who need
only what is asserted can tell. What happens in the content, and whether it is believed, is left to others.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model.document import Document
from dragoman.model.mention import EntityMention
from dragoman.model.syntax import Parse, Sentence
from dragoman.model.voice import Voice, VoiceKind
from dragoman.stages.voices.cues import load_cues
from dragoman.stages.voices.drafts import find_drafts
from dragoman.stages.voices.phrases import find_phrase_drafts
from dragoman.stages.voices.quotations import find_quotations
from dragoman.stages.voices.speech import attach_quotations


def find_voices(
    document: Document, sentences: Sequence[Sentence], parses: Sequence[Parse], mentions: Sequence[EntityMention] | None
) -> tuple[Voice, ...]:
    """The voices of a document, in text order of their contents."""
    lexicon = load_cues()
    text = document.text
    quotations = find_quotations(text, sentences)
    drafts = []
    for parse in parses:
        found = [*find_phrase_drafts(parse, text, lexicon), *find_drafts(parse, text, lexicon)]
        taken = set()
        for d in found:
            if any(d.cue.overlaps(t) for t in taken):
                continue
            taken.add(d.cue)
            drafts.append(d)
    speech = attach_quotations(drafts, quotations, sentences, text)
    out = []
    for d in speech.drafts:
        out.append(Voice(len(out), d.sentence, d.source, None, d.cue, d.content, VoiceKind.INDIRECT, False, d.because))
    for q in speech.lone:
        out.append(Voice(len(out), 0, None, None, None, q.span, VoiceKind.DIRECT, False, "lone"))
    return tuple(out)
