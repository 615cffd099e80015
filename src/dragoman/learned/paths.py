"""How a candidate hangs in the parse below, above or beside a trigger, as one short word that a model can learn."""

from __future__ import annotations

from dragoman.model.syntax import Parse

LONGEST = 4


def path(parse: Parse, trigger: int, candidate: int) -> str:
    """The labels up from `candidate` to the lowest common head and down to `trigger`.

    "Russia sent troops to Syria", trigger "sent": `V:nsubj` for Russia, `V:pobj.to^prep` for Syria. The letter in front is
    the trigger's part of speech; prepositions carry their word; chains of coordination count once; what is further than
    four steps either way is told by its distance alone.
    """
    up, down, top = climb(parse, candidate), climb(parse, trigger), 0
    heights = {node: height for height, node in enumerate(down)}
    while top < len(up) and up[top] not in heights:
        top += 1
    letter = parse.tokens[trigger].tag[:1]
    if top == len(up):
        return f"{letter}:apart"
    rising = labels(parse, up[:top])
    falling = labels(parse, down[: heights[up[top]]])
    if len(rising) > LONGEST or len(falling) > LONGEST:
        return f"{letter}:{min(len(rising), 6)}/{min(len(falling), 6)}"
    return f"{letter}:{'^'.join(rising)}{'>' if falling else ''}{'>'.join(reversed(falling))}"


def backoff(word: str) -> str:
    """A coarser word for a path that was too rare to learn: only its first label, and whether it goes down."""
    head, _, rest = word.partition(":")
    return f"{head}:{rest.split('^')[0].split('>')[0].split('.')[0]}{'+' if '^' in rest else ''}{'>' if '>' in rest else ''}"


def climb(parse: Parse, index: int) -> list[int]:
    """The token and the heads above it."""
    return [index, *(token.index for token in parse.ancestors(index))]


def labels(parse: Parse, nodes: list[int]) -> list[str]:
    """The labels of the edges above `nodes`, runs of coordination as one."""
    found: list[str] = []
    for node in nodes:
        token = parse.tokens[node]
        if token.dep == "conj" and found and found[-1] == "conj":
            continue
        found.append(f"{token.dep}.{preposition}" if (preposition := governing(parse, node)) else token.dep)
    return found


def governing(parse: Parse, node: int) -> str:
    """The preposition that a noun depends on, if one."""
    token = parse.tokens[node]
    return parse.tokens[token.head].text.lower() if token.dep == "pobj" else ""


def distance(sentences: int, words: int) -> int:
    """One of 12 bins: the same sentence by words from trigger to candidate, or how many sentences before or after."""
    if sentences < 0:
        return 10 if sentences == -1 else 11
    if sentences > 0:
        return 9 if sentences == 1 else 8
    near = 0 if abs(words) <= 3 else 1 if abs(words) <= 8 else 2 if abs(words) <= 16 else 3
    return near if words < 0 else 4 + near
