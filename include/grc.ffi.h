/* Declarations of grc.h, without preprocessor. Made by `make header`: do not edit. */
typedef struct grc_engine grc_engine;
typedef void (*grc_log)(void *context, int32_t level, const char *line);
int32_t grc_new(struct grc_engine **engine);
int32_t grc_open(struct grc_engine *engine,
                 const char *path,
                 size_t path_length,
                 const char *options,
                 size_t options_length);
int32_t grc_close(struct grc_engine *engine);
int32_t grc_set_now(struct grc_engine *engine, int64_t milliseconds);
int32_t grc_set_log(struct grc_engine *engine, grc_log log, void *context);
int32_t grc_call(struct grc_engine *engine,
                 const char *operation,
                 size_t operation_length,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);
int32_t grc_call_keep(struct grc_engine *engine,
                      const char *operation,
                      size_t operation_length,
                      const char *request,
                      size_t request_length);
int32_t grc_version_info(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_version_info_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_publish(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_publish_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_check(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);
int32_t grc_check_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_withdraw(struct grc_engine *engine,
                     const char *request,
                     size_t request_length,
                     char **result,
                     size_t *result_length);
int32_t grc_withdraw_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_preview_communications(struct grc_engine *engine,
                                   const char *request,
                                   size_t request_length,
                                   char **result,
                                   size_t *result_length);
int32_t grc_preview_communications_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_correct_text(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_correct_text_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_corrected_texts(struct grc_engine *engine,
                            const char *request,
                            size_t request_length,
                            char **result,
                            size_t *result_length);
int32_t grc_corrected_texts_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_catalogue(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);
int32_t grc_catalogue_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_route(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);
int32_t grc_route_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_form(struct grc_engine *engine,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);
int32_t grc_form_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_options(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_options_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_validate(struct grc_engine *engine,
                     const char *request,
                     size_t request_length,
                     char **result,
                     size_t *result_length);
int32_t grc_validate_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_availability(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_availability_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_sector(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_sector_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_identifier(struct grc_engine *engine,
                       const char *request,
                       size_t request_length,
                       char **result,
                       size_t *result_length);
int32_t grc_identifier_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_public_holidays(struct grc_engine *engine,
                            const char *request,
                            size_t request_length,
                            char **result,
                            size_t *result_length);
int32_t grc_public_holidays_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_attach(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_attach_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_file(struct grc_engine *engine,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);
int32_t grc_file_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_read_file(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);
int32_t grc_read_file_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_scanned(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_scanned_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_pending_files(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_pending_files_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_save_draft(struct grc_engine *engine,
                       const char *request,
                       size_t request_length,
                       char **result,
                       size_t *result_length);
int32_t grc_save_draft_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_draft(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);
int32_t grc_draft_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_discard_draft(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_discard_draft_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_submit(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_submit_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_import(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_import_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_check_offer(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);
int32_t grc_check_offer_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_offer_options(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_offer_options_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_act(struct grc_engine *engine,
                const char *request,
                size_t request_length,
                char **result,
                size_t *result_length);
int32_t grc_act_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_assign(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_assign_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_comment(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_comment_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_tag(struct grc_engine *engine,
                const char *request,
                size_t request_length,
                char **result,
                size_t *result_length);
int32_t grc_tag_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_untag(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);
int32_t grc_untag_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_request_correction(struct grc_engine *engine,
                               const char *request,
                               size_t request_length,
                               char **result,
                               size_t *result_length);
int32_t grc_request_correction_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_send_message(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_send_message_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_messages(struct grc_engine *engine,
                     const char *request,
                     size_t request_length,
                     char **result,
                     size_t *result_length);
int32_t grc_messages_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_confirmation(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_confirmation_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_confirm(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_confirm_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_signal(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_signal_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_release_claim(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_release_claim_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_link(struct grc_engine *engine,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);
int32_t grc_link_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_unlink(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_unlink_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_bulk(struct grc_engine *engine,
                 const char *request,
                 size_t request_length,
                 char **result,
                 size_t *result_length);
int32_t grc_bulk_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_open_task(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);
int32_t grc_open_task_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_consult(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_consult_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_take_task(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);
int32_t grc_take_task_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_release_task(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_release_task_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_complete_task(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_complete_task_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_transfer_task(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_transfer_task_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_set_task_due(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_set_task_due_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_remind_task(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);
int32_t grc_remind_task_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_request(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_request_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_requests(struct grc_engine *engine,
                     const char *request,
                     size_t request_length,
                     char **result,
                     size_t *result_length);
int32_t grc_requests_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_tasks(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);
int32_t grc_tasks_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_inbox(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);
int32_t grc_inbox_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_inbox_counts(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_inbox_counts_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_counts(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_counts_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_statistics(struct grc_engine *engine,
                       const char *request,
                       size_t request_length,
                       char **result,
                       size_t *result_length);
int32_t grc_statistics_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_history(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_history_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_heads(struct grc_engine *engine,
                  const char *request,
                  size_t request_length,
                  char **result,
                  size_t *result_length);
int32_t grc_heads_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_verify(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_verify_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_backup(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_backup_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_put_agent(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);
int32_t grc_put_agent_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_disable_agent(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_disable_agent_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_set_absence(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);
int32_t grc_set_absence_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_people_history(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           char **result,
                           size_t *result_length);
int32_t grc_people_history_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_agents(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_agents_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_put_applicant(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_put_applicant_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_find_applicants(struct grc_engine *engine,
                            const char *request,
                            size_t request_length,
                            char **result,
                            size_t *result_length);
int32_t grc_find_applicants_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_applicant(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);
int32_t grc_applicant_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_merge_applicants(struct grc_engine *engine,
                             const char *request,
                             size_t request_length,
                             char **result,
                             size_t *result_length);
int32_t grc_merge_applicants_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_recognise_applicant(struct grc_engine *engine,
                                const char *request,
                                size_t request_length,
                                char **result,
                                size_t *result_length);
int32_t grc_recognise_applicant_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_receive(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_receive_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_waiting_calls(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_waiting_calls_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_run_due(struct grc_engine *engine,
                    const char *request,
                    size_t request_length,
                    char **result,
                    size_t *result_length);
int32_t grc_run_due_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_claim_messages(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           char **result,
                           size_t *result_length);
int32_t grc_claim_messages_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_report_sent(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);
int32_t grc_report_sent_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_report_failed(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_report_failed_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_deliveries(struct grc_engine *engine,
                       const char *request,
                       size_t request_length,
                       char **result,
                       size_t *result_length);
int32_t grc_deliveries_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_communications(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           char **result,
                           size_t *result_length);
int32_t grc_communications_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_endpoints(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);
int32_t grc_endpoints_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_asked_changes(struct grc_engine *engine,
                          const char *request,
                          size_t request_length,
                          char **result,
                          size_t *result_length);
int32_t grc_asked_changes_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_dead_letters(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         char **result,
                         size_t *result_length);
int32_t grc_dead_letters_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_requeue_dead_letters(struct grc_engine *engine,
                                 const char *request,
                                 size_t request_length,
                                 char **result,
                                 size_t *result_length);
int32_t grc_requeue_dead_letters_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_abandon_dead_letters(struct grc_engine *engine,
                                 const char *request,
                                 size_t request_length,
                                 char **result,
                                 size_t *result_length);
int32_t grc_abandon_dead_letters_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_subscribe(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      char **result,
                      size_t *result_length);
int32_t grc_subscribe_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_unsubscribe(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);
int32_t grc_unsubscribe_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_subscribers(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        char **result,
                        size_t *result_length);
int32_t grc_subscribers_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_events(struct grc_engine *engine,
                   const char *request,
                   size_t request_length,
                   char **result,
                   size_t *result_length);
int32_t grc_events_keep(struct grc_engine *engine, const char *request, size_t request_length);
int32_t grc_publish_directory(struct grc_engine *engine,
                              const char *request,
                              size_t request_length,
                              const char *path,
                              size_t path_length,
                              char **result,
                              size_t *result_length);
int32_t grc_publish_directory_keep(struct grc_engine *engine,
                                   const char *request,
                                   size_t request_length,
                                   const char *path,
                                   size_t path_length);
int32_t grc_check_directory(struct grc_engine *engine,
                            const char *request,
                            size_t request_length,
                            const char *path,
                            size_t path_length,
                            char **result,
                            size_t *result_length);
int32_t grc_check_directory_keep(struct grc_engine *engine,
                                 const char *request,
                                 size_t request_length,
                                 const char *path,
                                 size_t path_length);
int32_t grc_attach_bytes(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         const char *content,
                         size_t content_length,
                         char **result,
                         size_t *result_length);
int32_t grc_attach_bytes_keep(struct grc_engine *engine,
                              const char *request,
                              size_t request_length,
                              const char *content,
                              size_t content_length);
int32_t grc_attach_path(struct grc_engine *engine,
                        const char *request,
                        size_t request_length,
                        const char *path,
                        size_t path_length,
                        char **result,
                        size_t *result_length);
int32_t grc_attach_path_keep(struct grc_engine *engine,
                             const char *request,
                             size_t request_length,
                             const char *path,
                             size_t path_length);
int32_t grc_attach_fd(struct grc_engine *engine,
                      const char *request,
                      size_t request_length,
                      int descriptor,
                      char **result,
                      size_t *result_length);
int32_t grc_attach_fd_keep(struct grc_engine *engine, const char *request, size_t request_length, int descriptor);
int32_t grc_read_file_path(struct grc_engine *engine,
                           const char *request,
                           size_t request_length,
                           const char *path,
                           size_t path_length,
                           char **result,
                           size_t *result_length);
int32_t grc_read_file_path_keep(struct grc_engine *engine,
                                const char *request,
                                size_t request_length,
                                const char *path,
                                size_t path_length);
int32_t grc_read_file_fd(struct grc_engine *engine,
                         const char *request,
                         size_t request_length,
                         int descriptor,
                         char **result,
                         size_t *result_length);
int32_t grc_read_file_fd_keep(struct grc_engine *engine, const char *request, size_t request_length, int descriptor);
void grc_free(void *memory);
int32_t grc_result(struct grc_engine *engine, size_t offset, char *buffer, size_t capacity, size_t *length);
int32_t grc_result_text(struct grc_engine *engine,
                        const char *pointer,
                        size_t pointer_length,
                        char *buffer,
                        size_t capacity,
                        size_t *length);
int32_t grc_result_text_padded(struct grc_engine *engine,
                               const char *pointer,
                               size_t pointer_length,
                               char *field,
                               size_t field_length);
int32_t grc_result_int(struct grc_engine *engine, const char *pointer, size_t pointer_length, int64_t *value);
int32_t grc_result_count(struct grc_engine *engine, const char *pointer, size_t pointer_length, size_t *count);
int32_t grc_errmsg(struct grc_engine *engine, char *buffer, size_t capacity, size_t *length);
int32_t grc_error_json(struct grc_engine *engine, char *buffer, size_t capacity, size_t *length);
const char *grc_strstatus(int32_t status);
const char *grc_version(void);
int32_t grc_version_number(void);
