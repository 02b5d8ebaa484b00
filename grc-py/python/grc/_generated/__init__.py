"""What is made from the engine's tables. Made by `make functions`: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grc._generated.enumerations import AnswerSource as AnswerSource
    from grc._generated.enumerations import AttemptOutcome as AttemptOutcome
    from grc._generated.enumerations import Audience as Audience
    from grc._generated.enumerations import Channel as Channel
    from grc._generated.enumerations import ClientSecretPlace as ClientSecretPlace
    from grc._generated.enumerations import CommunicationKind as CommunicationKind
    from grc._generated.enumerations import ContactDetail as ContactDetail
    from grc._generated.enumerations import CorrectionReason as CorrectionReason
    from grc._generated.enumerations import DeliveryStanding as DeliveryStanding
    from grc._generated.enumerations import DueKind as DueKind
    from grc._generated.enumerations import EndpointState as EndpointState
    from grc._generated.enumerations import FailureClass as FailureClass
    from grc._generated.enumerations import HttpMethod as HttpMethod
    from grc._generated.enumerations import Identity as Identity
    from grc._generated.enumerations import InboxReason as InboxReason
    from grc._generated.enumerations import Language as Language
    from grc._generated.enumerations import LinkKind as LinkKind
    from grc._generated.enumerations import Origin as Origin
    from grc._generated.enumerations import Outcome as Outcome
    from grc._generated.enumerations import ReceivedEffect as ReceivedEffect
    from grc._generated.enumerations import Role as Role
    from grc._generated.enumerations import Severity as Severity
    from grc._generated.enumerations import SignatureEncoding as SignatureEncoding
    from grc._generated.enumerations import SignedPart as SignedPart
    from grc._generated.enumerations import State as State
    from grc._generated.enumerations import StatisticsKind as StatisticsKind
    from grc._generated.enumerations import TaskKind as TaskKind
    from grc._generated.enumerations import TimersFrom as TimersFrom
    from grc._generated.enumerations import Verdict as Verdict
    from grc._generated.enumerations import Visibility as Visibility
    from grc._generated.enumerations import WaitingCallKind as WaitingCallKind
    from grc._generated.enumerations import Zone as Zone
    from grc._generated.records_applicants import DirectoryEntry as DirectoryEntry
    from grc._generated.records_applicants import Profile as Profile
    from grc._generated.records_applicants import ProfileAction as ProfileAction
    from grc._generated.records_applicants import ProfileChange as ProfileChange
    from grc._generated.records_applicants import RequestRows as RequestRows
    from grc._generated.records_definitions import Actor as Actor
    from grc._generated.records_definitions import CommunicationReference as CommunicationReference
    from grc._generated.records_definitions import CorrectedProcedure as CorrectedProcedure
    from grc._generated.records_definitions import CorrectedText as CorrectedText
    from grc._generated.records_definitions import CorrectedTexts as CorrectedTexts
    from grc._generated.records_definitions import DefinitionCheck as DefinitionCheck
    from grc._generated.records_definitions import Diagnostic as Diagnostic
    from grc._generated.records_definitions import MessageFile as MessageFile
    from grc._generated.records_definitions import NewWords as NewWords
    from grc._generated.records_definitions import Preview as Preview
    from grc._generated.records_definitions import Publication as Publication
    from grc._generated.records_definitions import PublishedVersion as PublishedVersion
    from grc._generated.records_definitions import TextPreview as TextPreview
    from grc._generated.records_definitions import TextReference as TextReference
    from grc._generated.records_exchanges import AskedChanges as AskedChanges
    from grc._generated.records_exchanges import Attempt as Attempt
    from grc._generated.records_exchanges import Authentication as Authentication
    from grc._generated.records_exchanges import BasicSecret as BasicSecret
    from grc._generated.records_exchanges import Budget as Budget
    from grc._generated.records_exchanges import CallSignature as CallSignature
    from grc._generated.records_exchanges import Claimed as Claimed
    from grc._generated.records_exchanges import ClaimedCall as ClaimedCall
    from grc._generated.records_exchanges import ClientCredentials as ClientCredentials
    from grc._generated.records_exchanges import Communication as Communication
    from grc._generated.records_exchanges import Delivery as Delivery
    from grc._generated.records_exchanges import DueReport as DueReport
    from grc._generated.records_exchanges import Endpoint as Endpoint
    from grc._generated.records_exchanges import Event as Event
    from grc._generated.records_exchanges import EventData as EventData
    from grc._generated.records_exchanges import EventsPage as EventsPage
    from grc._generated.records_exchanges import HeaderSecret as HeaderSecret
    from grc._generated.records_exchanges import OutgoingMessage as OutgoingMessage
    from grc._generated.records_exchanges import Received as Received
    from grc._generated.records_exchanges import SecretName as SecretName
    from grc._generated.records_exchanges import Sender as Sender
    from grc._generated.records_exchanges import Subscriber as Subscriber
    from grc._generated.records_exchanges import WaitingCall as WaitingCall
    from grc._generated.records_files import Bytes as Bytes
    from grc._generated.records_files import File as File
    from grc._generated.records_filing import Draft as Draft
    from grc._generated.records_filing import ImportNote as ImportNote
    from grc._generated.records_filing import ImportReport as ImportReport
    from grc._generated.records_filing import Receipt as Receipt
    from grc._generated.records_histories import BrokenHistory as BrokenHistory
    from grc._generated.records_histories import Head as Head
    from grc._generated.records_histories import TimelineEntry as TimelineEntry
    from grc._generated.records_histories import Verification as Verification
    from grc._generated.records_looking import AnswerChange as AnswerChange
    from grc._generated.records_looking import AskedAnswer as AskedAnswer
    from grc._generated.records_looking import Claim as Claim
    from grc._generated.records_looking import Correction as Correction
    from grc._generated.records_looking import Count as Count
    from grc._generated.records_looking import EndedTask as EndedTask
    from grc._generated.records_looking import FailedPush as FailedPush
    from grc._generated.records_looking import Former as Former
    from grc._generated.records_looking import InboxCounts as InboxCounts
    from grc._generated.records_looking import InboxEntry as InboxEntry
    from grc._generated.records_looking import Link as Link
    from grc._generated.records_looking import Party as Party
    from grc._generated.records_looking import Period as Period
    from grc._generated.records_looking import ProcedureLoad as ProcedureLoad
    from grc._generated.records_looking import Question as Question
    from grc._generated.records_looking import Request as Request
    from grc._generated.records_looking import RequestSummary as RequestSummary
    from grc._generated.records_looking import Statistics as Statistics
    from grc._generated.records_looking import StatisticsColumn as StatisticsColumn
    from grc._generated.records_looking import Summary as Summary
    from grc._generated.records_looking import SummaryLine as SummaryLine
    from grc._generated.records_looking import SummarySection as SummarySection
    from grc._generated.records_looking import Task as Task
    from grc._generated.records_looking import TaskSummary as TaskSummary
    from grc._generated.records_people import Absence as Absence
    from grc._generated.records_people import Agent as Agent
    from grc._generated.records_people import Membership as Membership
    from grc._generated.records_people import PeopleChange as PeopleChange
    from grc._generated.records_people import PeopleEvent as PeopleEvent
    from grc._generated.records_processing import Acted as Acted
    from grc._generated.records_processing import BulkAssignment as BulkAssignment
    from grc._generated.records_processing import BulkComment as BulkComment
    from grc._generated.records_processing import BulkOutcome as BulkOutcome
    from grc._generated.records_processing import BulkReport as BulkReport
    from grc._generated.records_processing import BulkTags as BulkTags
    from grc._generated.records_processing import BulkTransition as BulkTransition
    from grc._generated.records_processing import Confirmation as Confirmation
    from grc._generated.records_processing import Confirmed as Confirmed
    from grc._generated.records_processing import CorrectionItem as CorrectionItem
    from grc._generated.records_processing import Correspondence as Correspondence
    from grc._generated.records_processing import Message as Message
    from grc._generated.records_processing import OfferCheck as OfferCheck
    from grc._generated.records_processing import RequestQuery as RequestQuery
    from grc._generated.records_processing import SectorOf as SectorOf
    from grc._generated.records_processing import Transition as Transition
    from grc._generated.records_visitors import Applicant as Applicant
    from grc._generated.records_visitors import Availability as Availability
    from grc._generated.records_visitors import ExternalIdentity as ExternalIdentity
    from grc._generated.records_visitors import Fault as Fault
    from grc._generated.records_visitors import FieldState as FieldState
    from grc._generated.records_visitors import Form as Form
    from grc._generated.records_visitors import Holiday as Holiday
    from grc._generated.records_visitors import Identifier as Identifier
    from grc._generated.records_visitors import ListedProcedure as ListedProcedure
    from grc._generated.records_visitors import Offer as Offer
    from grc._generated.records_visitors import OfferedOption as OfferedOption
    from grc._generated.records_visitors import Option as Option
    from grc._generated.records_visitors import PrivacyNotice as PrivacyNotice
    from grc._generated.records_visitors import RefusedScenario as RefusedScenario
    from grc._generated.records_visitors import Report as Report
    from grc._generated.records_visitors import Routing as Routing
    from grc._generated.records_visitors import Sector as Sector
    from grc._generated.records_visitors import Slot as Slot
    from grc._generated.records_visitors import Visitor as Visitor

# The module of each, which is loaded when it is asked for.
MODULES = {
    "AnswerSource": "enumerations",
    "AttemptOutcome": "enumerations",
    "Audience": "enumerations",
    "Channel": "enumerations",
    "ClientSecretPlace": "enumerations",
    "CommunicationKind": "enumerations",
    "ContactDetail": "enumerations",
    "CorrectionReason": "enumerations",
    "DeliveryStanding": "enumerations",
    "DueKind": "enumerations",
    "EndpointState": "enumerations",
    "FailureClass": "enumerations",
    "HttpMethod": "enumerations",
    "Identity": "enumerations",
    "InboxReason": "enumerations",
    "Language": "enumerations",
    "LinkKind": "enumerations",
    "Origin": "enumerations",
    "Outcome": "enumerations",
    "ReceivedEffect": "enumerations",
    "Role": "enumerations",
    "Severity": "enumerations",
    "SignatureEncoding": "enumerations",
    "SignedPart": "enumerations",
    "State": "enumerations",
    "StatisticsKind": "enumerations",
    "TaskKind": "enumerations",
    "TimersFrom": "enumerations",
    "Verdict": "enumerations",
    "Visibility": "enumerations",
    "WaitingCallKind": "enumerations",
    "Zone": "enumerations",
    "Actor": "records_definitions",
    "CommunicationReference": "records_definitions",
    "CorrectedProcedure": "records_definitions",
    "CorrectedText": "records_definitions",
    "CorrectedTexts": "records_definitions",
    "DefinitionCheck": "records_definitions",
    "Diagnostic": "records_definitions",
    "MessageFile": "records_definitions",
    "NewWords": "records_definitions",
    "Preview": "records_definitions",
    "Publication": "records_definitions",
    "PublishedVersion": "records_definitions",
    "TextPreview": "records_definitions",
    "TextReference": "records_definitions",
    "Applicant": "records_visitors",
    "Availability": "records_visitors",
    "ExternalIdentity": "records_visitors",
    "Fault": "records_visitors",
    "FieldState": "records_visitors",
    "Form": "records_visitors",
    "Holiday": "records_visitors",
    "Identifier": "records_visitors",
    "ListedProcedure": "records_visitors",
    "Offer": "records_visitors",
    "OfferedOption": "records_visitors",
    "Option": "records_visitors",
    "PrivacyNotice": "records_visitors",
    "RefusedScenario": "records_visitors",
    "Report": "records_visitors",
    "Routing": "records_visitors",
    "Sector": "records_visitors",
    "Slot": "records_visitors",
    "Visitor": "records_visitors",
    "Bytes": "records_files",
    "File": "records_files",
    "Draft": "records_filing",
    "ImportNote": "records_filing",
    "ImportReport": "records_filing",
    "Receipt": "records_filing",
    "Acted": "records_processing",
    "BulkAssignment": "records_processing",
    "BulkComment": "records_processing",
    "BulkOutcome": "records_processing",
    "BulkReport": "records_processing",
    "BulkTags": "records_processing",
    "BulkTransition": "records_processing",
    "Confirmation": "records_processing",
    "Confirmed": "records_processing",
    "CorrectionItem": "records_processing",
    "Correspondence": "records_processing",
    "Message": "records_processing",
    "OfferCheck": "records_processing",
    "RequestQuery": "records_processing",
    "SectorOf": "records_processing",
    "Transition": "records_processing",
    "AnswerChange": "records_looking",
    "AskedAnswer": "records_looking",
    "Claim": "records_looking",
    "Correction": "records_looking",
    "Count": "records_looking",
    "EndedTask": "records_looking",
    "FailedPush": "records_looking",
    "Former": "records_looking",
    "InboxCounts": "records_looking",
    "InboxEntry": "records_looking",
    "Link": "records_looking",
    "Party": "records_looking",
    "Period": "records_looking",
    "ProcedureLoad": "records_looking",
    "Question": "records_looking",
    "Request": "records_looking",
    "RequestSummary": "records_looking",
    "Statistics": "records_looking",
    "StatisticsColumn": "records_looking",
    "Summary": "records_looking",
    "SummaryLine": "records_looking",
    "SummarySection": "records_looking",
    "Task": "records_looking",
    "TaskSummary": "records_looking",
    "BrokenHistory": "records_histories",
    "Head": "records_histories",
    "TimelineEntry": "records_histories",
    "Verification": "records_histories",
    "Absence": "records_people",
    "Agent": "records_people",
    "Membership": "records_people",
    "PeopleChange": "records_people",
    "PeopleEvent": "records_people",
    "DirectoryEntry": "records_applicants",
    "Profile": "records_applicants",
    "ProfileAction": "records_applicants",
    "ProfileChange": "records_applicants",
    "RequestRows": "records_applicants",
    "AskedChanges": "records_exchanges",
    "Attempt": "records_exchanges",
    "Authentication": "records_exchanges",
    "BasicSecret": "records_exchanges",
    "Budget": "records_exchanges",
    "CallSignature": "records_exchanges",
    "Claimed": "records_exchanges",
    "ClaimedCall": "records_exchanges",
    "ClientCredentials": "records_exchanges",
    "Communication": "records_exchanges",
    "Delivery": "records_exchanges",
    "DueReport": "records_exchanges",
    "Endpoint": "records_exchanges",
    "Event": "records_exchanges",
    "EventData": "records_exchanges",
    "EventsPage": "records_exchanges",
    "HeaderSecret": "records_exchanges",
    "OutgoingMessage": "records_exchanges",
    "Received": "records_exchanges",
    "SecretName": "records_exchanges",
    "Sender": "records_exchanges",
    "Subscriber": "records_exchanges",
    "WaitingCall": "records_exchanges",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Loads a record or an enumeration: programs need few of them."""
        if name not in MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib

        found = getattr(importlib.import_module(f"{__name__}.{MODULES[name]}"), name)
        globals()[name] = found
        return found


__all__ = [
    "Absence",
    "Acted",
    "Actor",
    "Agent",
    "AnswerChange",
    "AnswerSource",
    "Applicant",
    "AskedAnswer",
    "AskedChanges",
    "Attempt",
    "AttemptOutcome",
    "Audience",
    "Authentication",
    "Availability",
    "BasicSecret",
    "BrokenHistory",
    "Budget",
    "BulkAssignment",
    "BulkComment",
    "BulkOutcome",
    "BulkReport",
    "BulkTags",
    "BulkTransition",
    "Bytes",
    "CallSignature",
    "Channel",
    "Claim",
    "Claimed",
    "ClaimedCall",
    "ClientCredentials",
    "ClientSecretPlace",
    "Communication",
    "CommunicationKind",
    "CommunicationReference",
    "Confirmation",
    "Confirmed",
    "ContactDetail",
    "CorrectedProcedure",
    "CorrectedText",
    "CorrectedTexts",
    "Correction",
    "CorrectionItem",
    "CorrectionReason",
    "Correspondence",
    "Count",
    "DefinitionCheck",
    "Delivery",
    "DeliveryStanding",
    "Diagnostic",
    "DirectoryEntry",
    "Draft",
    "DueKind",
    "DueReport",
    "EndedTask",
    "Endpoint",
    "EndpointState",
    "Event",
    "EventData",
    "EventsPage",
    "ExternalIdentity",
    "FailedPush",
    "FailureClass",
    "Fault",
    "FieldState",
    "File",
    "Form",
    "Former",
    "Head",
    "HeaderSecret",
    "Holiday",
    "HttpMethod",
    "Identifier",
    "Identity",
    "ImportNote",
    "ImportReport",
    "InboxCounts",
    "InboxEntry",
    "InboxReason",
    "Language",
    "Link",
    "LinkKind",
    "ListedProcedure",
    "Membership",
    "Message",
    "MessageFile",
    "NewWords",
    "Offer",
    "OfferCheck",
    "OfferedOption",
    "Option",
    "Origin",
    "Outcome",
    "OutgoingMessage",
    "Party",
    "PeopleChange",
    "PeopleEvent",
    "Period",
    "Preview",
    "PrivacyNotice",
    "ProcedureLoad",
    "Profile",
    "ProfileAction",
    "ProfileChange",
    "Publication",
    "PublishedVersion",
    "Question",
    "Receipt",
    "Received",
    "ReceivedEffect",
    "RefusedScenario",
    "Report",
    "Request",
    "RequestQuery",
    "RequestRows",
    "RequestSummary",
    "Role",
    "Routing",
    "SecretName",
    "Sector",
    "SectorOf",
    "Sender",
    "Severity",
    "SignatureEncoding",
    "SignedPart",
    "Slot",
    "State",
    "Statistics",
    "StatisticsColumn",
    "StatisticsKind",
    "Subscriber",
    "Summary",
    "SummaryLine",
    "SummarySection",
    "Task",
    "TaskKind",
    "TaskSummary",
    "TextPreview",
    "TextReference",
    "TimelineEntry",
    "TimersFrom",
    "Transition",
    "Verdict",
    "Verification",
    "Visibility",
    "Visitor",
    "WaitingCall",
    "WaitingCallKind",
    "Zone",
]
