"""What arguments and fields mean that many questions and commands share: said once, by name.

A description written where the argument or the field stands comes first. The values of enums are said by the labels
of the catalogue, in both languages.
"""

from collections.abc import Mapping
from typing import Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
)

from service.messages.labels import LABELS

ARGUMENTS: Final[Mapping[str, str]] = {
    "action": "Serving this action of a programme.",
    "active": "true: only what is in course on the day; false: only what is not.",
    "after": "Go on after this cursor; from the beginning without one.",
    "amendment": "Of this amendment; of the pact itself without one.",
    "arbitration": "About this arbitration.",
    "at": "Which day, and as known when.",
    "authority": "SIREN of the authority; may be left out when the deployment has one.",
    "basis": "Adopted on this basis.",
    "before": "Only what comes before this cursor.",
    "body": "The body, by its id.",
    "by": "The dimension by which it is told apart.",
    "category": "Of this category.",
    "clause": "The clause, by its id.",
    "commandId": "Names the request: retrying it under the same id records nothing twice.",
    "commands": "What is to be recorded, in order; later commands see what the earlier ones lead to.",
    "competence": "Having this competence.",
    "contract": "Under this contract.",
    "cosigned": "true: only what a witness holds too.",
    "decision": "The decision, by its id.",
    "document": "Of this document.",
    "employer": "Employed by this organisation.",
    "ended": "true: also those that have ended.",
    "enforceable": "true: only what is enforceable on the day; false: only what is not.",
    "filter": "Which entries to tell; every one without it.",
    "first": "Size of the page, counted from its beginning: 1 to 500, 50 by default.",
    "from": "First day, included.",
    "fromPosition": "What was known at this position is the belief; or give knownFrom.",
    "id": "Its id.",
    "inForce": "true: only what is in force on the day; false: only what is not.",
    "inTeam": "true: only those in the team on the day; false: only those who are not.",
    "item": "The item of the agenda, by its number.",
    "kind": "Of this kind.",
    "kinds": "Of these kinds; of all without it.",
    "last": "Size of the page, counted back from its end: 1 to 500. Not together with first.",
    "ledgers": "The ledgers to follow, by SIREN, or FR; without it all of them, those opened later included.",
    "number": "Of this number.",
    "on": "The day, in Europe/Paris.",
    "open": "true: only what is open on the day; false: only what is closed.",
    "order": "In which order to tell them.",
    "organization": "About this organisation: commune:<INSEE>, epci:<SIREN> or org:<local id>.",
    "orientation": "Under this orientation of the strategy.",
    "outcome": "With this outcome.",
    "owner": "Of this owner: commune:<INSEE>, epci:<SIREN> or org:<local id>.",
    "pact": "The pact, by its id.",
    "part": "Of this part of the scheme.",
    "party": "To which this organisation is a party.",
    "person": "The person, by id.",
    "phase": "In this phase.",
    "place": "At this place of the hierarchy of norms.",
    "position": "Its position in the ledger, from 1 on.",
    "power": "Of this power of the assembly.",
    "programme": "Of this programme.",
    "project": "About this project.",
    "relation": "In this relation to the scheme.",
    "review": "The review, by its id.",
    "scheme": "Of this scheme.",
    "session": "The sitting, by its id.",
    "since": "Counting from this day on.",
    "size": "The checkpoint of this size; the last one without it.",
    "state": "In this state on the day.",
    "theme": "About this theme.",
    "to": "Last day, included.",
    "toPosition": "What is known at this position; or give knownTo, or neither for now.",
    "top": "true: only those that stand under no other.",
    "within": "Anywhere under this one.",
}
"""For an argument's name; a test holds every argument of the schema to have words."""

_FIELDS: Final[Mapping[str, str]] = {
    "act": "The document that founds it.",
    "visibility": "Who may read the entry: everyone, unless it says otherwise.",
}
"""For a field's name, in any input."""

_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "ChangeKind": {
        "STOPPED_ACTING": "Somebody acts as president no more.",
        "LEFT_SEAT": "A holder left the seat.",
        "HELD_OVER": "The outgoing holder stays until the installation.",
        "TOOK_SEAT": "Somebody took the seat.",
        "BEGAN_ACTING": "Somebody acts as president from now on.",
    },
    "FollowUpState": {
        "OPEN": "To be done, and in time.",
        "OVERDUE": "To be done, and late.",
        "CLOSED": "Done, or given up.",
    },
    "ImportOutcome": {
        "PERSON": "It is a person whom the register knows: what the line says is recorded of that person.",
        "NEW": "It is somebody else, who is registered with what the line says.",
        "DISMISSED": "Nothing of it is to be recorded, or it was recorded otherwise.",
    },
    "ProjectOutcome": {
        "SUPPORTS": "The last review concludes that it supports the scheme.",
        "SUPPORTS_WITH_CONDITIONS": "It supports the scheme under conditions.",
        "TO_BE_REWORKED": "It is to be reworked.",
        "CONTRARY": "It is contrary to the scheme.",
        "NOT_REVIEWED": "No review has concluded yet.",
    },
    "ConditionStanding": {
        "OPEN": "To be met, and in time.",
        "OVERDUE": "To be met, and late.",
        "LIFTED": "Met.",
        "FAILED": "Not met.",
        "REPLACED": "Other conditions stand in its place.",
    },
    "Dimension": {
        "ORIENTATION": "By orientation of the strategy.",
        "EPCI": "By EPCI.",
        "YEAR": "By year.",
        "THEME": "By theme.",
    },
    "TrailOrder": {
        "OLDEST_FIRST": "As the entries were recorded: an audit reads forward.",
        "NEWEST_FIRST": "The last recorded first.",
    },
}
"""For enums of the API alone."""


def describe(schema: GraphQLSchema) -> None:
    """Give words to the arguments, the inputs' fields and the values of enums that bear none of their own."""
    for kind in schema.type_map.values():
        match kind:
            case GraphQLObjectType() | GraphQLInterfaceType():
                for field in kind.fields.values():
                    for name, argument in field.args.items():
                        argument.description = argument.description or ARGUMENTS.get(name)
            case GraphQLInputObjectType():
                for name, given in kind.fields.items():
                    given.description = given.description or _FIELDS.get(name)
            case GraphQLEnumType():
                for name, value in kind.values.items():
                    value.description = value.description or _of_value(kind.name, name)


def _of_value(enum: str, name: str) -> str | None:
    if enum in _VALUES:
        return _VALUES[enum].get(name)
    if (said := LABELS.get(enum, {}).get(name)) is None:
        return None
    french, english = said
    return f"{english[:1].upper()}{english[1:]}. In French: {french}."
