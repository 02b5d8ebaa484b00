//! What every store does. A store that passes may stand behind the engine.
//!
//! Each check takes an empty store. To try another one, give it to `conformance!` beside these.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod calls;
mod changes;
mod claims;
mod definitions;
mod drafts;
mod files;
mod former;
mod inbox;
mod lists;
mod outbox;
mod people;
mod profiles;
mod requests;
mod samples;
mod statistics;
mod subscribers;
mod tasks;
mod transactions;

use std::path::Path;

use grc::store::Store;
use grc::store::sqlite::SqliteStore;

/// Runs every check on every kind of store.
macro_rules! conformance {
    ([$($store:ident),+] $checks:tt) => { $(conformance!(@store $store $checks);)+ };
    (@store $store:ident { $($subject:ident: $($check:ident),+;)+ }) => {
        mod $store {
            $(mod $subject {
                $(#[test] fn $check() { crate::open::$store(crate::$subject::$check); })+
            })+
        }
    };
}

conformance! {
    [on_a_file, in_memory]
    {
        former:
            a_request_taken_over_is_known_by_what_it_was_called,
            two_requests_never_have_one_name_in_one_former_system;
        transactions:
            a_job_that_fails_leaves_no_trace,
            a_job_sees_what_it_wrote,
            what_is_written_is_seen_by_the_next_reader,
            jobs_of_several_threads_are_all_kept;
        definitions:
            publications_are_numbered_and_versions_kept,
            a_version_is_never_published_twice,
            a_list_is_kept_once_for_all_the_versions_that_refer_to_it,
            a_withdrawn_procedure_is_no_longer_listed_and_says_what_replaces_it,
            a_withdrawn_procedure_may_be_published_again,
            a_corrected_text_is_that_of_its_version_and_of_those_before,
            a_search_finds_beginnings_of_words_and_ranks_titles_first,
            a_search_knows_the_last_version_alone;
        people:
            an_agent_is_kept_with_their_roles_in_order,
            an_agent_put_again_is_replaced,
            agents_are_listed_by_id,
            an_absence_is_kept_whatever_is_registered_and_goes_when_it_is_told,
            the_journal_of_agents_is_numbered_and_read_backwards,
            who_departs_leaves_open_requests_and_open_tasks_until_it_is_forgotten;
        profiles:
            a_record_is_found_by_its_keys_and_by_its_words,
            a_record_put_again_is_found_by_what_it_says_now,
            a_merged_record_is_found_by_its_identifier_alone,
            records_come_in_pages_the_latest_first,
            a_journal_tells_the_last_changes_first;
        requests:
            a_request_is_found_by_each_of_its_keys,
            a_history_is_kept_and_holds_together,
            what_is_listed_agrees_with_the_request,
            an_external_id_is_unique_within_its_connector,
            two_requests_never_share_a_reference,
            events_that_do_not_follow_the_history_are_refused,
            a_change_of_another_state_than_the_stored_one_is_refused,
            references_have_no_gap,
            heads_are_the_last_links,
            events_have_one_cursor_without_a_gap,
            counts_equal_a_recount,
            a_task_names_its_request_even_once_ended;
        statistics:
            tallies_equal_a_recount,
            delays_equal_a_recount,
            a_request_that_is_opened_again_is_timed_when_it_closes_again;
        lists:
            every_filter_gives_what_a_scan_gives_on_every_page,
            a_page_goes_on_after_rows_that_have_changed,
            a_rare_word_and_a_common_one_find_the_same_way,
            words_are_searched_in_the_name_organisation_and_address,
            an_unknown_place_begins_with_its_sort_key,
            a_service_sees_the_requests_in_which_it_has_a_task,
            a_list_as_its_applicant_is_shown_it_goes_by_what_is_shown,
            what_an_agent_has_in_charge_is_listed_with_that_of_those_for_whom_they_stand_in;
        calls:
            a_call_waits_until_its_request_is_recorded,
            calls_that_wait_are_listed_in_pages_and_counted_by_connector,
            a_call_that_nothing_came_for_is_forgotten_at_its_end;
        changes:
            a_connector_is_in_use_while_one_of_its_requests_is_open,
            changes_are_asked_for_by_one_at_a_time_from_where_the_last_one_was,
            an_answer_is_awaited_until_the_call_has_ended;
        claims:
            what_is_taken_is_what_overlaps_as_a_scan_would_tell,
            what_is_given_back_is_no_longer_taken,
            a_claim_of_a_transaction_that_fails_is_not_taken;
        tasks:
            open_tasks_come_by_due_date_and_undated_ones_last,
            an_inbox_is_that_of_services_or_of_an_agent;
        inbox:
            an_inbox_is_one_list_of_tasks_and_of_requests_in_charge,
            an_inbox_is_counted_as_it_is_listed,
            the_agents_of_a_service_come_with_what_they_have_to_do,
            a_task_that_is_watched_comes_when_its_date_passes;
        outbox:
            things_of_one_endpoint_leave_one_after_the_other,
            a_late_token_is_refused,
            a_lease_that_is_over_may_be_taken_by_another,
            what_is_given_up_does_not_block_what_follows,
            a_retry_waits_and_counts_its_attempts,
            a_regular_question_starts_anew,
            nothing_leaves_before_it_is_due_nor_beyond_the_limit,
            an_endpoint_waits_for_its_first_thing_whatever_is_behind,
            the_health_of_an_endpoint_is_kept_until_it_is_well,
            attempts_are_kept_in_order_and_a_lease_that_was_lost_is_one,
            the_last_attempts_alone_are_kept,
            what_was_given_up_is_listed_by_endpoint_in_pages_until_it_is_decided,
            what_is_sent_again_waits_for_what_has_begun_to_leave;
        subscribers:
            a_subscriber_is_kept_replaced_and_removed,
            a_subscriber_is_leased_by_one_when_it_is_due_and_moved_by_that_one_alone,
            the_last_event_is_that_of_the_whole_store;
        files:
            a_content_is_read_back_from_anywhere,
            a_content_is_kept_once_for_all_its_files,
            a_file_is_its_requests_from_the_moment_it_is_recorded,
            a_file_of_another_request_or_of_none_cannot_be_recorded,
            a_verdict_and_an_end_are_written,
            files_and_contents_that_expired_go_a_few_rows_at_a_time,
            a_content_that_expired_takes_no_more,
            a_content_given_up_goes_at_once,
            a_transaction_that_fails_leaves_no_file;
        drafts:
            a_draft_is_kept_replaced_and_removed,
            drafts_expire_at_their_end,
            an_operation_is_remembered_until_its_end,
            a_message_received_is_noted_once,
            timers_come_by_due_date_and_go_with_the_request,
            the_next_thing_due_is_the_earliest_of_all;
    }
}

/// A check, given an empty store.
type Check = fn(&dyn Store);

mod open {
    use super::{Check, SqliteStore, require_sound};

    pub(crate) fn in_memory(check: Check) {
        check(&SqliteStore::open(":memory:").unwrap());
    }

    pub(crate) fn on_a_file(check: Check) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("mairie.db");
        check(&SqliteStore::open(&path).unwrap());
        require_sound(&path);
    }
}

/// Whatever was done, the file it leaves holds together, its full-text indexes included.
fn require_sound(path: &Path) {
    let connection = rusqlite::Connection::open(path).unwrap();
    let answer: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(answer, "ok");
    let mut orphans = connection.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!orphans.exists([]).unwrap(), "a row refers to nothing");
    for table in ["request_words", "procedure_words", "profile_words"] {
        let check = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
        connection.execute(&check, []).unwrap();
    }
}
