"""Labels on which annotators differ by habit, brought to one rule (annotation.md and PLOVER 2.0 decide).

Found by counting, for each annotator, types by status, sides by type and triggers by length:
 - future CONSULT, SUPPORT, COOPERATE, AID is AGREE and future RETREAT is CONCEDE (PLOVER 2.0, general rules): 13 records of
   five annotators had kept the first type;
 - both sides of a consultation are actors: between 0 and 64 % of an annotator's consultations had a recipient instead; kept
   where somebody visits somebody;
 - `also` repeats the trigger itself in some records: dropped;
 - the same entity on both sides of a record: kept on the actor's side.
"""

from __future__ import annotations

FUTURE = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}


def clean(record: dict) -> dict:
    """The record by the common rules."""
    made = dict(record)
    if made["status"] == "planned" and made["event"] in FUTURE:
        made["event"], made["mode"] = FUTURE[made["event"]], []
    if made["event"] == "CONSULT" and "visit" not in made["mode"] and made["actor"]:
        made["actor"], made["recipient"] = [*made["actor"], *made["recipient"]], []
    here = {(each["start"], each["end"]) for each in made["actor"] if "start" in each}
    made["recipient"] = [each for each in made["recipient"] if (each.get("start"), each.get("end")) not in here]
    spot = (made["trigger"]["start"], made["trigger"]["end"])
    made["also"] = [span for span in made["also"] if (span["start"], span["end"]) != spot]
    return made
