*> A small day at the town hall, from COBOL.
*>
*>     cobc -x -free -fstatic-call day.cob -lgrc -o day && ./day path/to/examples/day/catalogue
identification division.
program-id. day.

data division.
working-storage section.
01 engine              usage pointer.
01 grc-status          binary-long.
01 request             pic x(600).
01 request-length      binary-double unsigned value 600.
01 catalogue           pic x(300).
01 catalogue-length    binary-double unsigned.
01 open-options             pic x(40) value '{"now": "2026-03-02T08:00:00Z"}'.
01 json-pointer        pic x(60).
01 field               pic x(120).
01 field-2             pic x(120).
01 identifier          pic x(36).
01 length-8            binary-double unsigned value 8.
01 length-40           binary-double unsigned value 40.
01 length-60           binary-double unsigned value 60.
01 length-120          binary-double unsigned value 120.
01 entry-count         binary-double unsigned.
01 entry-rank          binary-double unsigned.
01 rank-text           pic z(4)9.
01 applicant           pic x(200) value
   '"actor": {"kind": "applicant", "id": "martin"}, "procedure": "lampadaire", "scenario": "signaler", '.
01 contact             pic x(110) value
   '"applicant": {"audience": "citizen", "last_name": "Martin", "email": "martin@exemple.fr"}, '.

procedure division.
main.
    accept catalogue from argument-value
    compute catalogue-length = function length(function trim(catalogue trailing))
    call "grc_new" using by reference engine returning grc-status
    perform must-succeed
    call "grc_open" using by value engine by reference ":memory:" by value length-8
        by reference open-options by value length-40 returning grc-status
    perform must-succeed
    move "{}" to request
    call "grc_version_info_keep" using by value engine by reference request by value request-length returning grc-status
    perform must-succeed
    move "/version" to json-pointer
    perform read-field
    display "grc " function trim(field)

    move '{"actor": {"kind": "system"}}' to request
    call "grc_publish_directory_keep" using by value engine by reference request by value request-length
        by reference catalogue by value catalogue-length returning grc-status
    perform must-succeed
    move "/versions/0/procedure" to json-pointer
    perform read-field
    display "published: " function trim(field) no advancing
    move "/versions/0/version" to json-pointer
    perform read-field
    display ", version " function trim(field)

    string '{"actor": {"kind": "system"}, "agent": {"id": "lea", "name": "Léa", '
           '"roles": [{"service": "eclairage", "role": "agent"}]}}' delimited by size into request
    call "grc_put_agent_keep" using by value engine by reference request by value request-length returning grc-status
    perform must-succeed

    move spaces to request
    string '{"visitor": {"actor": {"kind": "applicant", "id": "martin"}}, "procedure": "lampadaire"}'
        delimited by size into request
    call "grc_route_keep" using by value engine by reference request by value request-length returning grc-status
    perform must-succeed
    move "/offers/0/scenario" to json-pointer
    perform read-field
    move field to field-2
    move "/offers/0/title" to json-pointer
    perform read-field
    display "offered: " function trim(field-2) " (" function trim(field) ")"

    move spaces to request
    string '{' function trim(applicant) ' ' function trim(contact) ' "answers": {"numero": 0}}'
        delimited by size into request
    call "grc_submit_keep" using by value engine by reference request by value request-length returning grc-status
    move "/code" to json-pointer
    move grc-status to rank-text
    perform read-field
    display "refused: " function trim(rank-text) " " function trim(field)
    move "/details/faults" to json-pointer
    perform count-entries
    perform varying entry-rank from 0 by 1 until entry-rank >= entry-count
        move entry-rank to rank-text
        move spaces to json-pointer
        string "/details/faults/" function trim(rank-text) "/path" delimited by size into json-pointer
        perform read-field
        move field to field-2
        move spaces to json-pointer
        string "/details/faults/" function trim(rank-text) "/message/fr" delimited by size into json-pointer
        perform read-field
        display "  " function trim(field-2) ": " function trim(field)
    end-perform

    move spaces to request
    string '{' function trim(applicant) ' ' function trim(contact)
           ' "answers": {"rue": "rue du Lavoir", "numero": 12}}' delimited by size into request
    call "grc_submit_keep" using by value engine by reference request by value request-length returning grc-status
    perform must-succeed
    move "/id" to json-pointer
    perform read-field
    move field to identifier
    move "/reference" to json-pointer
    perform read-field
    display "filed: " function trim(field) no advancing
    move "/status" to json-pointer
    perform read-field
    display ", " function trim(field)

    move spaces to request
    string '{"actor": {"kind": "agent", "id": "lea"}, "request": "' identifier '", "transition": "reparer"}'
        delimited by size into request
    call "grc_act_keep" using by value engine by reference request by value request-length returning grc-status
    perform must-succeed
    move "/status" to json-pointer
    perform read-field
    display "processed: " function trim(field) no advancing
    move "/outcome" to json-pointer
    perform read-field
    display ", " function trim(field)

    move "{}" to request
    call "grc_run_due_keep" using by value engine by reference request by value request-length returning grc-status
    perform must-succeed

    move spaces to request
    string '{"actor": {"kind": "agent", "id": "lea"}, "request": "' identifier '", "language": "fr"}'
        delimited by size into request
    call "grc_history_keep" using by value engine by reference request by value request-length returning grc-status
    perform must-succeed
    display "history:"
    move "/entries" to json-pointer
    perform count-entries
    perform varying entry-rank from 0 by 1 until entry-rank >= entry-count
        move entry-rank to rank-text
        move spaces to json-pointer
        string "/entries/" function trim(rank-text) "/text" delimited by size into json-pointer
        perform read-field
        display "  " function trim(field)
    end-perform

    call "grc_close" using by value engine returning grc-status
    perform must-succeed
    stop run.

*> One text of what the last operation left, padded with blanks.
read-field.
    call "grc_result_text_padded" using by value engine by reference json-pointer by value length-60
        by reference field by value length-120 returning grc-status
    perform must-succeed.

count-entries.
    call "grc_result_count" using by value engine by reference json-pointer by value length-60
        by reference entry-count returning grc-status
    perform must-succeed.

must-succeed.
    if grc-status not = 0
        display "status " grc-status upon stderr
        stop run returning 1
    end-if.
