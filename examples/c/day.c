/*
 * A small day at the town hall, from C.
 *
 *     cc day.c $(pkg-config --cflags --libs grc) -o day && ./day path/to/examples/day/catalogue
 */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "grc.h"

#define SYSTEM "{\"kind\": \"system\"}"
#define MARTIN "{\"kind\": \"applicant\", \"id\": \"martin\"}"
#define LEA "{\"kind\": \"agent\", \"id\": \"lea\"}"

static grc_engine *engine;

/* Reads one text of what the last operation left. */
static const char *text(const char *pointer) {
    static char buffers[4][512];
    static unsigned next = 0;
    char *buffer = buffers[next++ % 4];
    size_t length = 0;
    int32_t status = grc_result_text(engine, pointer, strlen(pointer), buffer, sizeof buffers[0] - 1, &length);
    if (status != GRC_OK) {
        return grc_strstatus(status);
    }
    buffer[length < sizeof buffers[0] ? length : sizeof buffers[0] - 1] = '\0';
    return buffer;
}

/* The same, in a list. */
static const char *text_at(const char *format, size_t rank) {
    char pointer[64];
    snprintf(pointer, sizeof pointer, format, rank);
    return text(pointer);
}

static size_t count(const char *pointer) {
    size_t found = 0;
    return grc_result_count(engine, pointer, strlen(pointer), &found) == GRC_OK ? found : 0;
}

/* An operation that must succeed: otherwise its failure is told. */
static int done(int32_t status) {
    char message[512];
    size_t length = 0;
    if (status == GRC_OK) {
        return 1;
    }
    grc_errmsg(engine, message, sizeof message, &length);
    fprintf(stderr, "%s: %s\n", grc_strstatus(status), message);
    return 0;
}

static int32_t ask(int32_t (*operation)(grc_engine *, const char *, size_t), const char *request) {
    return operation(engine, request, strlen(request));
}

int main(int argc, char **argv) {
    static const char options[] = "{\"now\": \"2026-03-02T08:00:00Z\"}";
    static const char publication[] = "{\"actor\": " SYSTEM "}";
    char id[64], request[512];
    size_t rank;
    int32_t status;
    if (argc != 2) {
        fprintf(stderr, "usage: day CATALOGUE\n");
        return 2;
    }
    printf("grc %s\n", grc_version());
    if (grc_new(&engine) != GRC_OK || !done(grc_open(engine, ":memory:", 8, options, strlen(options)))) {
        return 1;
    }

    if (!done(grc_publish_directory_keep(engine, publication, strlen(publication), argv[1], strlen(argv[1])))) {
        return 1;
    }
    printf("published: %s, version %s\n", text("/versions/0/procedure"), text("/versions/0/version"));
    if (!done(ask(grc_put_agent_keep, "{\"actor\": " SYSTEM ", \"agent\": {\"id\": \"lea\", \"name\": \"Léa\","
                                      " \"roles\": [{\"service\": \"eclairage\", \"role\": \"agent\"}]}}"))) {
        return 1;
    }

    if (!done(ask(grc_route_keep, "{\"visitor\": {\"actor\": " MARTIN "}, \"procedure\": \"lampadaire\"}"))) {
        return 1;
    }
    printf("offered: %s (%s)\n", text("/offers/0/scenario"), text("/offers/0/title"));

    status = ask(grc_submit_keep, "{\"actor\": " MARTIN ", \"procedure\": \"lampadaire\", \"scenario\": \"signaler\","
                                  " \"applicant\": {\"audience\": \"citizen\", \"last_name\": \"Martin\", \"email\": \"martin@exemple.fr\"},"
                                  " \"answers\": {\"numero\": 0}}");
    printf("refused: %" PRId32 " %s\n", status, text("/code"));
    for (rank = 0; rank < count("/details/faults"); rank++) {
        printf("  %s: %s\n", text_at("/details/faults/%zu/path", rank), text_at("/details/faults/%zu/message/fr", rank));
    }

    if (!done(ask(grc_submit_keep, "{\"actor\": " MARTIN ", \"procedure\": \"lampadaire\", \"scenario\": \"signaler\","
                                   " \"applicant\": {\"audience\": \"citizen\", \"last_name\": \"Martin\", \"email\": \"martin@exemple.fr\"},"
                                   " \"answers\": {\"rue\": \"rue du Lavoir\", \"numero\": 12}}"))) {
        return 1;
    }
    snprintf(id, sizeof id, "%s", text("/id"));
    printf("filed: %s, %s\n", text("/reference"), text("/status"));

    snprintf(request, sizeof request, "{\"actor\": " LEA ", \"request\": \"%s\", \"transition\": \"reparer\"}", id);
    if (!done(ask(grc_act_keep, request))) {
        return 1;
    }
    printf("processed: %s, %s\n", text("/status"), text("/outcome"));

    if (!done(ask(grc_run_due_keep, "{}"))) {
        return 1;
    }

    snprintf(request, sizeof request, "{\"actor\": " LEA ", \"request\": \"%s\", \"language\": \"fr\"}", id);
    if (!done(ask(grc_history_keep, request))) {
        return 1;
    }
    printf("history:\n");
    for (rank = 0; rank < count("/entries"); rank++) {
        printf("  %s\n", text_at("/entries/%zu/text", rank));
    }
    return grc_close(engine) == GRC_OK ? 0 : 1;
}
