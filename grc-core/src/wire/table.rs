//! The table of operations: a new one takes its line here.

use super::operation::Operation;
use super::{
    applicants, backup, calendar, catalogue, communications, confirmation, corrections, correspondence,
    definitions, deliveries, drafts, exchanges, files, form, histories, identifiers, import, linked, offers,
    people, processing, requests, statistics, subscribers, tasks,
};
use crate::engine;

static OPERATIONS: [Operation; 89] = [
    // Definitions.
    Operation::of::<definitions::Version>(),
    Operation::of::<definitions::Publish>(),
    Operation::of::<definitions::Check>(),
    Operation::of::<definitions::Withdraw>(),
    Operation::of::<communications::Preview>(),
    Operation::of::<communications::Correct>(),
    Operation::of::<communications::Corrected>(),
    // What visitors are shown.
    Operation::of::<catalogue::List>(),
    Operation::of::<catalogue::Route>(),
    Operation::of::<form::Form>(),
    Operation::of::<engine::OptionQuery>(),
    Operation::of::<form::Validate>(),
    Operation::of::<engine::AvailabilityQuery>(),
    Operation::of::<engine::SectorQuery>(),
    Operation::of::<identifiers::Check>(),
    Operation::of::<calendar::PublicHolidays>(),
    // Files.
    Operation::of::<files::Attach>(),
    Operation::of::<files::Show>(),
    Operation::of::<files::Read>(),
    Operation::of::<files::Scanned>(),
    Operation::of::<files::Pending>(),
    // Filing.
    Operation::of::<engine::DraftInput>(),
    Operation::of::<drafts::Show>(),
    Operation::of::<drafts::Discard>(),
    Operation::of::<engine::Submission>(),
    Operation::of::<import::Import>(),
    // Processing.
    Operation::of::<offers::Check>(),
    Operation::of::<offers::Options>(),
    Operation::of::<processing::Act>(),
    Operation::of::<processing::Assign>(),
    Operation::of::<processing::Comment>(),
    Operation::of::<processing::Tag>(),
    Operation::of::<processing::Untag>(),
    Operation::of::<corrections::Ask>(),
    Operation::of::<correspondence::Send>(),
    Operation::of::<correspondence::List>(),
    Operation::of::<confirmation::Show>(),
    Operation::of::<confirmation::Confirm>(),
    Operation::of::<processing::Signal>(),
    Operation::of::<processing::ReleaseClaim>(),
    Operation::of::<linked::Link>(),
    Operation::of::<linked::Unlink>(),
    Operation::of::<engine::Bulk>(),
    // Tasks.
    Operation::of::<tasks::Open>(),
    Operation::of::<tasks::Consult>(),
    Operation::of::<tasks::Take>(),
    Operation::of::<tasks::Release>(),
    Operation::of::<tasks::Complete>(),
    Operation::of::<tasks::Transfer>(),
    Operation::of::<tasks::SetDue>(),
    Operation::of::<tasks::Remind>(),
    // Looking.
    Operation::of::<requests::Show>(),
    Operation::of::<requests::List>(),
    Operation::of::<requests::Tasks>(),
    Operation::of::<requests::Inbox>(),
    Operation::of::<requests::CountInbox>(),
    Operation::of::<requests::Counts>(),
    Operation::of::<statistics::Show>(),
    // Histories.
    Operation::of::<histories::Show>(),
    Operation::of::<histories::Heads>(),
    Operation::of::<histories::Verify>(),
    Operation::of::<backup::Make>(),
    // People.
    Operation::of::<people::Put>(),
    Operation::of::<people::Disable>(),
    Operation::of::<people::SetAbsence>(),
    Operation::of::<people::History>(),
    Operation::of::<people::List>(),
    // The directory of applicants.
    Operation::of::<engine::ProfileInput>(),
    Operation::of::<applicants::Find>(),
    Operation::of::<applicants::Show>(),
    Operation::of::<applicants::Merge>(),
    Operation::of::<applicants::Recognise>(),
    // Exchanges with the outside.
    Operation::of::<exchanges::Receive>(),
    Operation::of::<exchanges::Waiting>(),
    Operation::of::<exchanges::RunDue>(),
    Operation::of::<deliveries::Claim>(),
    Operation::of::<deliveries::Sent>(),
    Operation::of::<deliveries::Failed>(),
    Operation::of::<deliveries::List>(),
    Operation::of::<communications::List>(),
    Operation::of::<deliveries::Endpoints>(),
    Operation::of::<deliveries::Asked>(),
    Operation::of::<deliveries::Dead>(),
    Operation::of::<deliveries::Requeue>(),
    Operation::of::<deliveries::Abandon>(),
    Operation::of::<engine::Subscription>(),
    Operation::of::<subscribers::Unsubscribe>(),
    Operation::of::<subscribers::List>(),
    Operation::of::<subscribers::Events>(),
];

/// Every operation, in the order in which they are best learnt.
pub fn operations() -> &'static [Operation] {
    &OPERATIONS
}
