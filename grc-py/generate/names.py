"""What the generator is told, because no schema says it: names that read well in Python, and rooms."""

from __future__ import annotations

import keyword
import re

# The first operation of each room; the others follow it in the engine's table.
ROOMS = {
    "version": "definitions",
    "catalogue": "visitors",
    "attach": "files",
    "save_draft": "filing",
    "check_offer": "processing",
    "open_task": "tasks",
    "request": "looking",
    "history": "histories",
    "put_agent": "people",
    "put_applicant": "applicants",
    "receive": "exchanges",
}

# Written by hand in `grc/_beside.py` and `grc/_file_streams.py`: something too large for JSON comes beside their request, or
# they are made in pieces.
BY_HAND = {"backup", "version", "publish", "check", "attach", "read_file", "import", "receive", "run_due"}

# Results that only repeat what was asked.
NOTHING = {"discard_draft", "report_sent", "report_failed", "unsubscribe"}

# Members of a request whose own members become arguments.
SPREAD = {"query", "filter", "options", "part", "which", "failure", "page", "requests", "command"}

# Types, by the name that the engine gives them; others lose `View`.
TYPES = {
    "ApplicantView": "DirectoryEntry",
    "AskedView": "AskedAnswer",
    "Checked": "OfferCheck",
    "ChangeView": "AnswerChange",
    "Cell": "Cell",
    "DefinitionFault": "Diagnostic",
    "EventNews": "Event",
    "FormShown": "Form",
    "InboxSummary": "InboxCounts",
    "Message": "OutgoingMessage",
    "MessageView": "Message",
    "Method": "HttpMethod",
    "NewsData": "EventData",
    "Note": "ImportNote",
    "OfferView": "Transition",
    "PageOf": "RequestRows",
    "Published": "Publication",
    "Refused": "RefusedScenario",
    "Routed": "Routing",
    "Source": "AnswerSource",
    "Told": "BulkReport",
    "Validated": "Report",
}

# The same, where the engine gives one name to the results of several operations.
RESULTS = {"identifier": "Identifier", "check": "DefinitionCheck", "import": "ImportReport"}

# Classes of `grc/_ways.py` that add something to a type.
WAYS = {
    "Actor": "ActorWays",
    "Report": "ReportWays",
    "DefinitionCheck": "DefinitionCheckWays",
    "DueReport": "DueReportWays",
}

# Members that hold nothing of a person, beside identifiers of definitions, enumerations, numbers and flags.
SHOWN = {"reference", "code", "path", "pointer", "endpoint", "type", "media_type", "kind", "key", "fault"}

# Those of them that come first.
FIRST = ["reference", "code", "id", "kind", "state", "status", "procedure"]

# Types that no class is made of: they are texts, or dictionaries with any key.
PLAIN = {"Choice", "Text", "TextFile", "TextSource"}


def type_name(name: str) -> str:
    """What the class of a type is called."""
    return TYPES.get(name, re.sub(r"View$", "", name))


def result_name(operation: str, name: str) -> str:
    """What the class of the result of an operation is called."""
    return RESULTS.get(operation, type_name(name))


def member_name(name: str) -> str:
    """What a member is called: a word of the language takes a line under."""
    return f"{name}_" if keyword.iskeyword(name) else name


def enumerated_name(value: str) -> str:
    """What a member of an enumeration is called."""
    return re.sub(r"[^A-Z0-9]", "_", value.upper())
