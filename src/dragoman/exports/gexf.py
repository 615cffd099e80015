"""GEXF 1.3: the network of actors, for Gephi, networkx and igraph; an edge for each event of two parties, dated.

A node is an actor: by its id, or by name, code and sector where it has none. Mutual events have an edge each way.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from dragoman.exports.checking import Problem, day
from dragoman.exports.codes import Codes
from dragoman.exports.reported import Reported, pairs_of
from dragoman.exports.table import name_of
from dragoman.model.record import Entity, Record

NAMESPACE = "http://gexf.net/1.3"
HOLDS = frozenset(("mode", "context", "enddate", "identity", "status"))
NOTES = ("events with one party alone have no edge; their actors are nodes all the same",)
NODE_ATTRIBUTES = {"code": "string", "sector": "string", "as_actor": "integer", "as_recipient": "integer"}
EDGE_ATTRIBUTES = {
    "event": "string", "mode": "string", "context": "string", "status": "string", "quad_code": "integer",
    "event_scale": "double", "date": "string", "record": "string", "reports": "integer",
}  # fmt: skip
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{NAMESPACE}" version="1.3">\n'
    "<meta><creator>Dragoman</creator><description>Actors and what they did to one another</description></meta>\n"
    '<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n'
)
TAIL = "</edges>\n</graph>\n</gexf>\n"
CHUNK = 1 << 16


def lines(items: Iterable[Reported], codes: Codes) -> Iterator[bytes]:
    """The file in pieces; nodes come first, so edges wait in a temporary file."""
    nodes: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryFile() as waiting:
        for item in items:
            for edge in edges_of(item, nodes, codes):
                waiting.write(etree.tostring(edge, encoding="utf-8") + b"\n")
        yield HEAD.encode()
        yield from (attribute_list("node", NODE_ATTRIBUTES), attribute_list("edge", EDGE_ATTRIBUTES), b"<nodes>\n")
        for key, node in nodes.items():
            element = etree.Element("node", id=key, label=clean(str(node.pop("label"))))
            element.append(values(node, NODE_ATTRIBUTES))
            yield etree.tostring(element, encoding="utf-8") + b"\n"
        yield b"</nodes>\n<edges>\n"
        waiting.seek(0)
        while piece := waiting.read(CHUNK):
            yield piece
        yield TAIL.encode()


def edges_of(item: Reported, nodes: dict[str, dict[str, object]], codes: Codes) -> Iterator[etree._Element]:
    """The edges of an event; its parties are added to the nodes."""
    merged = item.merged
    for count, parties in (("as_actor", merged.actor), ("as_recipient", merged.recipient)):
        for key, entity in {node_key(entity): entity for entity in parties}.items():
            node = nodes.setdefault(key, new_node(entity))
            node[count] = int(str(node[count])) + 1
    for place, (actor, other) in enumerate(pairs_of(merged, codes.mutual)):
        if other is not None:
            ends = {"id": f"{item.event.id}-{place}", "source": node_key(actor), "target": node_key(other), "weight": "1"}
            edge = etree.Element("edge", ends | days(merged))
            edge.append(values(edge_values(item), EDGE_ATTRIBUTES))
            yield edge


def node_key(entity: Entity) -> str:
    """What tells an actor from others."""
    return clean(entity.identifier_id or f"{name_of(entity).casefold()}|{entity.code or ''}|{entity.sector or ''}")


def new_node(entity: Entity) -> dict[str, object]:
    """An actor that has taken part in nothing yet."""
    return {"label": name_of(entity), "code": entity.code, "sector": entity.sector, "as_actor": 0, "as_recipient": 0}


def days(record: Record) -> dict[str, str]:
    """First and last day of an edge, nothing where there is no date."""
    return {"start": record.date, "end": record.enddate or record.date} if record.date else {}


def edge_values(item: Reported) -> dict[str, object]:
    """What an edge says of its event."""
    merged = item.merged
    return {
        "event": merged.event[0],
        "mode": " ".join(merged.mode) or None,
        "context": " ".join(merged.context) or None,
        "status": merged.status.value,
        "quad_code": merged.quad_code,
        "event_scale": merged.event_scale,
        "date": merged.date,
        "record": item.event.id,
        "reports": len(item.event.records),
    }


def values(found: Mapping[str, object], attributes: Mapping[str, str]) -> etree._Element:
    """The values of a node or edge, without those that are not known."""
    element = etree.Element("attvalues")
    for name in attributes:
        if found[name] is not None:
            element.append(etree.Element("attvalue", {"for": name, "value": clean(str(found[name]))}))
    return element


def attribute_list(of: str, attributes: Mapping[str, str]) -> bytes:
    """The attributes that nodes or edges have."""
    element = etree.Element("attributes", {"class": of, "mode": "static"})
    for name, kind in attributes.items():
        etree.SubElement(element, "attribute", id=name, title=name, type=kind)
    return etree.tostring(element, encoding="utf-8") + b"\n"


def clean(text: str) -> str:
    """Text without what XML cannot hold, white space made single."""
    return " ".join("".join(letter if is_xml(letter) else " " for letter in text).split())


def is_xml(letter: str) -> bool:
    """True for a character that XML 1.0 allows."""
    return unicodedata.category(letter) not in ("Cc", "Cs") and ord(letter) & 0xFFFE != 0xFFFE


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a file: XML, nodes that stand twice, edges without their nodes, dates, event types."""
    nodes = set[str]()
    try:
        with path.open("rb") as file:
            for _, element in etree.iterparse(file, resolve_entities=False, no_network=True):
                name, line = etree.QName(element).localname, element.sourceline or 0
                if name == "node":
                    key = element.get("id", "")
                    if not key or key in nodes:
                        yield Problem(line, f"node '{key}' stands twice or has no id")
                    nodes.add(key)
                elif name == "edge":
                    yield from (Problem(line, reason) for reason in edge_reasons(element, nodes, codes))
                if name in ("node", "edge"):
                    element.clear()
            root = element
        if etree.QName(root).localname != "gexf" or not nodes:
            yield Problem(0, "no gexf with nodes")
    except etree.XMLSyntaxError as error:
        yield Problem(error.lineno or 0, f"no XML: {error.msg}")


def edge_reasons(edge: etree._Element, nodes: set[str], codes: Codes) -> Iterator[str]:
    """What is wrong with an edge."""
    yield from (
        f"edge {edge.get('id')}: no node '{edge.get(end)}'" for end in ("source", "target") if edge.get(end) not in nodes
    )
    dates = [edge.get(end) for end in ("start", "end") if edge.get(end) is not None]
    yield from (f"edge {edge.get('id')}: day '{value}' is {day(str(value))}" for value in dates if day(str(value)))
    if len(dates) == 2 and str(dates[0]) > str(dates[1]):
        yield f"edge {edge.get('id')}: ends before it begins"
    kinds = [str(value.get("value")) for value in edge.iter() if value.get("for") == "event"]
    yield from (f"edge {edge.get('id')}: unknown event type '{kind}'" for kind in kinds if kind not in codes.scheme.types)
