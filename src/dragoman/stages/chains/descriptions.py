"""Antecedents by description: appositions, "the minister", "the movement", "the kingdom", "the latter"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.knowledge.entry import Office
from dragoman.model.mention import EntityMention, MentionKind, MentionLabel
from dragoman.stages.chains.cluster import LABELS_OF_BODIES, Cluster, Text, clash, content_of
from dragoman.stages.mentions.phrases import linked_noun

DEFINITE = ("the", "this", "that", "these", "those", "its", "his", "her", "their")
POSSESSIVE = ("its", "his", "her", "their")
# "Another group" is not the group before.
DIFFERENT = frozenset(("other", "another", "different", "new", "second", "third", "separate", "rival", "various", "several"))
EMPTY = frozenset(("same", "late", "then", "current", "so", "call", "say"))
OF = "of"
# Roles of offices that are short for others ("minister" for "foreign minister"), as "president" is not for "vice president".
VAGUE = frozenset(("other", "envoy", "spokesperson"))
PAIR = ("former", "latter")
# How many sentences back a description may point; one that would fit anybody of a sort, only to what was named just now.
REACH = 12
NEAR = 2


def find_apposition(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a mention renames: "Mashaal, the chief of Hamas", "the movement Hamas", "X is the leader"."""
    parse = text.parses[mention.sentence]
    token = parse.tokens[mention.head]
    if token.dep == "appos":
        other = token.head
    elif token.dep == "attr" and parse.tokens[token.head].lemma == "be":
        subject = next(parse.dependants(token.head, "nsubj"), None)
        if subject is None or any(parse.dependants(token.head, "neg")):
            return None, ""
        other = subject.index
    else:
        return None, ""
    for cluster in reversed(clusters):
        for member in cluster.mentions:
            same = (member.sentence, member.head) == (mention.sentence, other)
            if same and can_rename(text, mention, member) and compatible(text, mention, cluster):
                return cluster, "apposition"
    return None, ""


def can_rename(text: Text, mention: EntityMention, member: EntityMention) -> bool:
    """False for several beside one, across a colon, and for people beside a place ("port of Mokha, four workers killed")."""
    people = (MentionLabel.PERSON, MentionLabel.GROUP)
    one_is_place = MentionLabel.PLACE in (mention.label, member.label)
    between = text.document.text[member.span.end : mention.span.start]
    return (
        mention.is_plural == member.is_plural
        and ":" not in between
        and not (one_is_place and (mention.label in people or member.label in people))
    )


def find_description(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a description takes up: "the minister", "the movement", "the rebels", "police"."""
    if mention.kind is not MentionKind.DESCRIPTION:
        return None, ""
    tokens = text.tokens(mention)
    if not tokens or any(token.lemma.lower() in DIFFERENT for token in tokens):
        return None, ""
    if text.lemma(mention) in PAIR:
        return find_of_two(text, mention, clusters)
    within = [cluster for cluster in clusters if cluster.last.sentence >= mention.sentence - REACH]
    open_to = [cluster for cluster in by_recency(within) if compatible(text, mention, cluster)]
    find = find_definite if is_definite(text, mention) else find_bare
    return find(text, mention, open_to)


def find_definite(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster, of those given by recency, that a description with an article takes up."""
    head, adds = text.lemma(mention), modifiers(text, mention)
    is_bare = not mention.is_plural and not adds
    near = [cluster for cluster in clusters if cluster.last.sentence >= mention.sentence - NEAR]
    if is_bare and head in text.known.states:
        return only(near, lambda cluster: cluster.is_state), f"the only state near: {head}"
    titled = find_titled(text, mention, clusters)
    for cluster in clusters:
        if cluster is titled:
            return cluster, f"title {head}"
        if is_head_again(text, mention, cluster, head, adds):
            return cluster, f"the {head} again"
        if is_bare and is_kind(text, cluster, head):
            return cluster, f"a {head}"
    if is_bare and head in text.known.bodies:
        return only(near, is_unknown_body), f"the only body near: {head}"
    return None, ""


def by_recency(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Clusters, the one spoken of last first."""
    return sorted(clusters, key=lambda cluster: -cluster.last.id)


def only(clusters: Sequence[Cluster], fits: Callable[[Cluster], bool]) -> Cluster | None:
    """The one that fits; None where several do."""
    found = [cluster for cluster in clusters if fits(cluster)]
    return found[0] if len(found) == 1 else None


def find_bare(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The cluster that a noun without article names in the same words ("police", "protesters")."""
    tokens = text.tokens(mention)
    if tokens[0].pos == "DET" or tokens[0].dep in ("poss", "nummod") or text.lemma(mention) in text.known.anybody:
        return None, ""
    if mention.label is MentionLabel.UNKNOWN:
        return None, ""
    if not (mention.is_plural or text.head(mention).tag == "NN"):
        return None, ""
    words = text.words(mention)
    for cluster in clusters:
        same = any(text.words(m) == words and m.kind is MentionKind.DESCRIPTION for m in cluster.mentions)
        if same and not mention_is_new(text, mention):
            return cluster, "the same words"
    return None, ""


def mention_is_new(text: Text, mention: EntityMention) -> bool:
    """True for a singular noun that no article makes a mass or an institution: a headline's "man held"."""
    role = text.base.role_noun(text.lemma(mention))
    return not mention.is_plural and (role is None or role.label is MentionLabel.PERSON) and text.lemma(mention) != "police"


def find_of_two(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    """The first or second of the two actors of the clause or sentence before: "the former", "the latter"."""
    word = text.lemma(mention)
    for sentence in (mention.sentence, mention.sentence - 1):
        named = {
            id(cluster): (member.span.start, cluster)
            for cluster in clusters
            for member in reversed(cluster.mentions)
            if member.sentence == sentence and member.span.end <= mention.span.start and can_act(cluster)
        }
        if len(named) == len(PAIR):
            order = [cluster for _, cluster in sorted(named.values(), key=lambda pair: pair[0])]
            return order[PAIR.index(word)], f"the {word} of two"
        if named and sentence != mention.sentence:
            break
    return None, ""


def can_act(cluster: Cluster) -> bool:
    """True for a person, state, body or group."""
    return cluster.is_person or cluster.is_body


def modifiers(text: Text, mention: EntityMention) -> set[str]:
    """What a description says beyond its head and affiliation: "rights" in "the rights group"."""
    parse = text.parses[mention.sentence]
    inside = [
        token
        for token in text.tokens(mention)
        if token.index < mention.head
        and not (mention.affiliation is not None and mention.affiliation.contains(token.span))
        and not (mention.title is not None and mention.title.contains(token.span))
    ]
    linked = linked_noun(parse, mention.head)
    own = {word for word in content_of(inside) if word not in EMPTY}
    if linked is not None and not (mention.affiliation is not None and mention.affiliation.contains(linked.span)):
        own.add(linked.lemma.lower())
    if any(parse.dependants(mention.head, "relcl")) and text.head(mention).dep != "attr":
        own.add("who")
    return own


def is_head_again(text: Text, mention: EntityMention, cluster: Cluster, head: str, adds: set[str]) -> bool:
    """True when a cluster was called by the same noun in the same number, and the description says nothing new of it."""
    alike = [m for m in cluster.spoken_of() if m.is_plural == mention.is_plural and text.lemma(m) == head]
    alike = [m for m in alike if text.tokens(m)[0].lemma.lower() not in text.known.quantifiers]
    named = not mention.is_plural and not alike and any(is_sort_in(head, name) for name in cluster.names)
    named = named and not cluster.is_person
    if not (alike or named) or not adds <= cluster.words or not knows_affiliation(text, mention, cluster):
        return False
    owner = text.tokens(mention)[0].lemma.lower()
    return owner not in POSSESSIVE or any(text.tokens(m)[0].lemma.lower() == owner for m in alike)


def is_sort_in(head: str, name: tuple[str, ...]) -> bool:
    """True for the noun that says what the bearer of a name is: "court" in "Supreme Court", "bank" in "Bank of England"."""
    return len(name) > 1 and head in (name[-1], name[0] if OF in name else "")


def is_kind(text: Text, cluster: Cluster, head: str) -> bool:
    """True when the base calls the cluster's body or state so: "the movement", "the kingdom"."""
    actor = cluster.actor
    if actor is None or not actor.key:
        return False
    if cluster.is_state:
        return head in text.known.kinds_of_states.get(actor.code or "", ())
    return head in text.base.kind_nouns(actor.key)


def is_unknown_body(cluster: Cluster) -> bool:
    """True for a named organisation of which the base knows nothing."""
    is_organisation = any(m.label is MentionLabel.ORGANISATION and m.name is not None for m in cluster.mentions)
    return is_organisation and cluster.is_body and (cluster.actor is None or not cluster.actor.key)


def compatible(text: Text, mention: EntityMention, cluster: Cluster) -> bool:
    """False when the two cannot be one actor: two known ones, a person and a state, two countries, he and she."""
    gender = text.gender(mention)
    if gender is not None and cluster.gender is not None and gender is not cluster.gender:
        return False
    resolution = text.resolutions.get(mention.id)
    if resolution is None or cluster.actor is None:
        return True
    if clash(resolution.actor.key, cluster):
        return False
    if cluster.is_person and mention.label in LABELS_OF_BODIES:
        return False
    if mention.label is MentionLabel.PERSON and not cluster.is_person and cluster.actor.key:
        return False
    codes = {resolution.actor.code, cluster.actor.code} - {None}
    return len(codes) < 2


def is_definite(text: Text, mention: EntityMention) -> bool:
    """True for a phrase that points back: with a definite article or possessive."""
    first = text.tokens(mention)[0]
    return first.lemma in DEFINITE or first.text.lower() in DEFINITE


def knows_affiliation(text: Text, mention: EntityMention, cluster: Cluster) -> bool:
    """True when the mention says of its country or body nothing, or what the cluster says too."""
    if mention.affiliation is None:
        return True
    resolution = text.resolutions.get(mention.id)
    code = resolution.actor.code if resolution is not None else None
    return code is not None and cluster.actor is not None and cluster.actor.code == code


def find_titled(text: Text, mention: EntityMention, clusters: Sequence[Cluster]) -> Cluster | None:
    """The person whose office a description names ("the president"); None where two bear it that were named as lately."""
    if mention.is_plural or mention.label is not MentionLabel.PERSON:
        return None
    office = text.base.office([token.text for token in text.tokens(mention)])
    if office is None or office.is_former:
        return None
    resolution = text.resolutions.get(mention.id)
    code = resolution.actor.code if resolution is not None and mention.affiliation is not None else None
    bearers = [
        cluster
        for cluster in clusters
        if cluster.is_person
        and (code is None or (cluster.actor is not None and cluster.actor.code == code))
        and any(same_office(office, borne) for borne in offices_of(text, cluster))
    ]
    if len(bearers) > 1 and bearers[1].last.sentence == bearers[0].last.sentence:
        return None
    return bearers[0] if bearers else None


def offices_of(text: Text, cluster: Cluster) -> Iterator[Office]:
    """The offices of a cluster's person: as the base knows it, and as the titles before the name say."""
    phrases = [cluster.actor.office] if cluster.actor is not None and cluster.actor.office else []
    phrases += [member.title.of(text.document.text) for member in cluster.mentions if member.title is not None]
    for phrase in phrases:
        office = text.base.office(phrase.split())
        if office is not None:
            yield office


def same_office(asked: Office, borne: Office) -> bool:
    """True when "the minister" or "the foreign minister" may be short for the office that somebody bears."""
    is_vague = VAGUE.issuperset(asked.roles)
    return asked.name == borne.name or (is_vague and not borne.is_deputy and borne.name.endswith(f" {asked.name}"))
