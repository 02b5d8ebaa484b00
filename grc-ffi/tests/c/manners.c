/* What each manner gives: allocated, kept and read in pieces, read value by value; files; encodings; the log. */

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grc.h"

#define SYSTEM "{\"kind\": \"system\"}"

static int failures = 0;

static void check(int holds, const char *what) {
    if (!holds) {
        printf("%s\n", what);
        failures++;
    }
}

static char last_line[128];
static grc_engine *told_of;

static void on_log(void *context, int32_t level, const char *line) {
    *(int *)context += 1 + (int)level * 100;
    snprintf(last_line, sizeof last_line, "%s", line);
    check(grc_version_info_keep(told_of, "{}", 2) == GRC_BUSY, "the engine may not be called while its log is told");
}

static grc_engine *opened(const char *options) {
    grc_engine *engine = NULL;
    check(grc_new(&engine) == GRC_OK, "made");
    check(grc_open(engine, ":memory:", 8, options, strlen(options)) == GRC_OK, "opened");
    return engine;
}

/* A result that is read in short pieces is the one that was given away, and nothing is done twice. */
static void pieces(grc_engine *engine) {
    static const char put[] = "{\"actor\": " SYSTEM ", \"agent\": {\"id\": \"lea\", \"name\": \"Léa\", \"roles\": []}}";
    static const char journal[] = "{\"actor\": " SYSTEM "}";
    char *whole = NULL, piece[8], text[64];
    size_t length = 0, offset = 0, total = 0, count = 0;
    int64_t year = 0;
    check(grc_put_agent_keep(engine, put, strlen(put)) == GRC_OK, "an agent");
    check(grc_result(engine, 0, NULL, 0, &total) == GRC_OK && total > 1, "its length alone");
    check(grc_result(engine, 0, piece, 4, &total) == GRC_OK, "in a short buffer");
    check(grc_people_history(engine, journal, strlen(journal), &whole, &length) == GRC_OK, "a journal");
    check(strlen(whole) == length, "ends with a NUL");
    check(grc_people_history_keep(engine, journal, strlen(journal)) == GRC_OK, "a journal, kept");
    check(grc_result_count(engine, "/rows", 5, &count) == GRC_OK && count == 1, "the agent was put once");
    for (offset = 0; offset < length; offset += sizeof piece) {
        size_t wanted = length - offset < sizeof piece ? length - offset : sizeof piece;
        check(grc_result(engine, offset, piece, sizeof piece, &total) == GRC_OK && total == length, "a piece");
        check(memcmp(piece, whole + offset, wanted) == 0, "the same bytes");
    }
    grc_free(whole);
    grc_free(whole);
    check(grc_public_holidays_keep(engine, "{\"year\": 2026}  ", 16) == GRC_OK, "a request that ends with blanks");
    check(grc_result_text(engine, "/holidays/0/day   ", 18, text, sizeof text, &length) == GRC_OK, "a text");
    check(strcmp(text, "2026-01-01") == 0 && length == 10, "the first day of the year");
    check(grc_result_text(engine, "/holidays/0/day", 15, text, 5, &length) == GRC_OK && length == 10, "its beginning");
    memset(text, '#', sizeof text);
    check(grc_result_text_padded(engine, "/holidays/0/day", 15, text, 12) == GRC_OK, "a field");
    check(memcmp(text, "2026-01-01  #", 13) == 0, "padded with blanks, and no more");
    check(grc_people_history_keep(engine, journal, strlen(journal)) == GRC_OK, "a journal again");
    check(grc_result_int(engine, "/rows/0/number", 14, &year) == GRC_OK && year == 1, "a number");
}

static void words(grc_engine *engine) {
    char message[256], json[1024];
    size_t length = 0;
    check(grc_catalogue_keep(engine, "{\"language\": \"en\"}", 18) == GRC_INVALID_INPUT, "no visitor");
    check(grc_errmsg(engine, message, sizeof message, &length) == GRC_OK && length == strlen(message), "words");
    check(strstr(message, "visitor") != NULL, "name the key");
    check(grc_error_json(engine, json, sizeof json, &length) == GRC_OK, "as JSON");
    check(strstr(json, "\"invalid_input\"") != NULL && strstr(json, "\"number\":101") != NULL, "with code and number");
    check(grc_version_info_keep(engine, "{}", 2) == GRC_OK, "a success");
    check(grc_errmsg(engine, message, sizeof message, &length) == GRC_OK && length == 0, "has no words");
}

static void files(grc_engine *engine) {
    static const char attach[] = "{\"actor\": " SYSTEM ", \"name\": \"plan.pdf\"}";
    char path[] = "/tmp/grc-c-XXXXXX", copy[] = "/tmp/grc-c-XXXXXX", id[64], request[256], read_back[32];
    int source = mkstemp(path), target = mkstemp(copy);
    size_t length = 0;
    int64_t size = 0;
    check(source >= 0 && target >= 0 && write(source, "%PDF-1.7\n", 9) == 9, "a file");
    check(lseek(source, 0, SEEK_SET) == 0, "from its beginning");
    check(grc_attach_bytes_keep(engine, attach, strlen(attach), "%PDF-1.7\n", 9) == GRC_OK, "bytes");
    check(grc_attach_fd_keep(engine, attach, strlen(attach), source) == GRC_OK, "an open file");
    check(lseek(source, 0, SEEK_CUR) == 9, "which stays open");
    check(grc_attach_path_keep(engine, attach, strlen(attach), path, strlen(path)) == GRC_OK, "a path");
    check(grc_result_int(engine, "/size", 5, &size) == GRC_OK && size == 9, "of nine bytes");
    check(grc_result_text(engine, "/id", 3, id, sizeof id, &length) == GRC_OK, "with an identifier");
    snprintf(request, sizeof request, "{\"actor\": " SYSTEM ", \"id\": \"%s\"}", id);
    check(grc_read_file_path_keep(engine, request, strlen(request), copy, strlen(copy)) == GRC_OK, "read to a path");
    check(read(target, read_back, sizeof read_back) == 9 && memcmp(read_back, "%PDF-1.7\n", 9) == 0, "the same");
    check(grc_read_file_fd_keep(engine, request, strlen(request), target) == GRC_OK, "read to an open file");
    check(lseek(target, 0, SEEK_CUR) == 18, "after what was there");
    close(source);
    close(target);
    remove(path);
    remove(copy);
}

static void encodings(void) {
    grc_engine *engine = opened("{\"encoding\": \"latin-1\"}");
    static const char put[] =
        "{\"actor\": " SYSTEM ", \"agent\": {\"id\": \"lea\", \"name\": \"L\xE9"
        "a\", \"roles\": []}}";
    char *result = NULL, text[32];
    size_t length = 0;
    check(grc_put_agent_keep(engine, put, strlen(put)) == GRC_OK, "a Latin-1 request");
    check(grc_agents(engine, "{\"actor\": " SYSTEM "}", strlen("{\"actor\": " SYSTEM "}"), &result, &length) == GRC_OK,
          "agents");
    check(strstr(result, "L\\u00e9a") != NULL, "in ASCII");
    grc_free(result);
    check(grc_call_keep(engine, "agents  ", 8, "{\"actor\": " SYSTEM "}", strlen("{\"actor\": " SYSTEM "}")) == GRC_OK,
          "an operation by its name");
    check(grc_result_text(engine, "/agents/0/name", 14, text, sizeof text, &length) == GRC_OK, "a name");
    check(length == 3 && memcmp(text, "L\xE9" "a", 3) == 0, "in Latin-1");
    check(grc_close(engine) == GRC_OK, "closed");
}

int main(void) {
    grc_engine *engine = opened("{\"now\": \"2026-03-02T08:00:00Z\"}");
    int told = 0;
    check(GRC_VERSION_NUMBER == grc_version_number(), "the header is the library's");
    pieces(engine);
    words(engine);
    files(engine);
    encodings();
    told_of = engine;
    check(grc_set_log(engine, on_log, &told) == GRC_OK, "a log");
    check(grc_version_info_keep(engine, "{}", 2) == GRC_OK && told == 1, "told of a success");
    check(strcmp(last_line, "version: done") == 0, last_line);
    check(grc_catalogue_keep(engine, "{}", 2) == GRC_INVALID_INPUT && told == 102, "told of a failure");
    check(grc_set_log(engine, NULL, NULL) == GRC_OK, "no log");
    check(grc_set_now(engine, INT64_MIN) == GRC_OK, "the machine's clock");
    check(grc_close(engine) == GRC_OK, "closed");
    printf(failures == 0 ? "as promised" : "broken promises");
    return failures != 0;
}
