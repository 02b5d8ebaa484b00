"""What is made from the engine's tables. Made by `make functions`: do not edit."""

from __future__ import annotations

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

__all__ = [
    "Absence",
    "Acted",
    "Actor",
    "Agent",
    "AnswerChange",
    "AnswerSource",
    "Applicant",
    "AskedAnswer",
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
