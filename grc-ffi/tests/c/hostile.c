/* A caller that does everything wrong: each time a status comes back, and the program goes on. */

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "functions.h"
#include "grc.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const char EMPTY[] = "{}";

static void expect(const char *what, const char *function, int32_t status, int32_t expected) {
    if (status != expected) {
        printf("%s, %s: %d (%s) rather than %d\n", function, what, (int)status, grc_strstatus(status), (int)expected);
        exit(1);
    }
}

/* Each function of an operation, with each argument wrong in turn. */
static void operations(grc_engine *engine, grc_engine *closed, grc_engine *unopened) {
    size_t rank, length = 7;
    int foreign = 0;
    char *result = NULL;
    for (rank = 0; rank < LENGTH(OPERATIONS); rank++) {
        const char *name = OPERATIONS[rank].name;
        int32_t (*away)(grc_engine *, const char *, size_t, char **, size_t *) = OPERATIONS[rank].away;
        int32_t (*kept)(grc_engine *, const char *, size_t) = OPERATIONS[rank].kept;
        int32_t status;
        expect("no engine", name, away(NULL, EMPTY, 2, &result, &length), GRC_NULL_POINTER);
        expect("no engine, kept", name, kept(NULL, EMPTY, 2), GRC_NULL_POINTER);
        expect("closed", name, away(closed, EMPTY, 2, &result, &length), GRC_INVALID_HANDLE);
        expect("closed, kept", name, kept(closed, EMPTY, 2), GRC_INVALID_HANDLE);
        expect("foreign", name, away((grc_engine *)(void *)&foreign, EMPTY, 2, &result, &length), GRC_INVALID_HANDLE);
        expect("foreign, kept", name, kept((grc_engine *)(void *)&foreign, EMPTY, 2), GRC_INVALID_HANDLE);
        expect("not open", name, away(unopened, EMPTY, 2, &result, &length), GRC_NOT_OPEN);
        expect("no request", name, away(engine, NULL, 2, &result, &length), GRC_NULL_POINTER);
        expect("no request, kept", name, kept(engine, NULL, 2), GRC_NULL_POINTER);
        expect("too long", name, away(engine, EMPTY, SIZE_MAX, &result, &length), GRC_TOO_LONG);
        expect("too long, kept", name, kept(engine, EMPTY, SIZE_MAX), GRC_TOO_LONG);
        expect("no result", name, away(engine, EMPTY, 2, NULL, &length), GRC_NULL_POINTER);
        expect("no length", name, away(engine, EMPTY, 2, &result, NULL), GRC_NULL_POINTER);
        expect("not UTF-8", name, away(engine, "{\"\xFF\": 1}", 8, &result, &length), GRC_INVALID_JSON);
        expect("not JSON, kept", name, kept(engine, "{", 1), GRC_INVALID_JSON);
        expect("no object", name, kept(engine, "[]", 2), GRC_INVALID_INPUT);
        expect("unknown key", name, kept(engine, "{\"nothing_like_it\": 1}", 22), GRC_INVALID_INPUT);
        if (result != NULL || length != 7) {
            printf("%s: written by a failure\n", name);
            exit(1);
        }
        /* What asks for nothing succeeds, all others say what is missing. */
        status = away(engine, EMPTY, 2, &result, &length);
        if (status == GRC_OK) {
            grc_free(result);
            result = NULL;
            length = 7;
        } else {
            expect("empty", name, status, GRC_INVALID_INPUT);
        }
    }
}

/* The functions that files come beside. */
static void streams(grc_engine *engine) {
    size_t length = 0;
    char *result = NULL;
    static const char attach[] = "{\"actor\": {\"kind\": \"system\"}, \"name\": \"a.pdf\"}";
    static const char publish[] = "{\"actor\": {\"kind\": \"system\"}}";
    static const char missing[] =
        "{\"actor\": {\"kind\": \"system\"}, \"id\": \"019d0000-0000-7000-8000-000000000000\"}";
    size_t long_attach = strlen(attach), long_publish = strlen(publish), long_missing = strlen(missing);
    expect("no content", "attach_bytes", grc_attach_bytes_keep(engine, attach, long_attach, NULL, 4), GRC_NULL_POINTER);
    expect("empty", "attach_bytes", grc_attach_bytes_keep(engine, attach, long_attach, NULL, 0), GRC_INVALID_INPUT);
    expect("too long", "attach_bytes", grc_attach_bytes(engine, attach, long_attach, attach, SIZE_MAX, &result, &length),
           GRC_TOO_LONG);
    expect("no path", "attach_path", grc_attach_path_keep(engine, attach, long_attach, NULL, 4), GRC_NULL_POINTER);
    expect("no file", "attach_path", grc_attach_path(engine, attach, long_attach, "/nowhere/at/all", 15, &result, &length),
           GRC_UNREADABLE_FILE);
    expect("no descriptor", "attach_fd", grc_attach_fd(engine, attach, long_attach, -1, &result, &length),
           GRC_UNREADABLE_FILE);
    expect("closed descriptor", "attach_fd", grc_attach_fd_keep(engine, attach, long_attach, 1000), GRC_UNREADABLE_FILE);
    expect("no such file", "read_file_fd", grc_read_file_fd_keep(engine, missing, long_missing, 1), GRC_NOT_FOUND);
    expect("bad descriptor", "read_file_fd", grc_read_file_fd(engine, missing, long_missing, -5, &result, &length),
           GRC_UNWRITABLE_FILE);
    expect("no such file", "read_file_path", grc_read_file_path_keep(engine, missing, long_missing, "/nowhere/x", 10),
           GRC_NOT_FOUND);
    expect("no path", "read_file_path", grc_read_file_path(engine, missing, long_missing, NULL, 1, &result, &length),
           GRC_NULL_POINTER);
    expect("no directory", "publish_directory",
           grc_publish_directory(engine, publish, long_publish, "/nowhere", 8, &result, &length),
           GRC_UNREADABLE_DEFINITION);
    expect("no directory", "check_directory", grc_check_directory_keep(engine, EMPTY, 2, "/nowhere", 8),
           GRC_UNREADABLE_DEFINITION);
}

/* The functions that belong to no operation. */
static void others(grc_engine *engine, grc_engine *closed, grc_engine *unopened) {
    size_t length = 7;
    int64_t value = 7;
    char *result = NULL;
    char buffer[8];
    expect("nowhere to put it", "grc_new", grc_new(NULL), GRC_NULL_POINTER);
    expect("NULL", "grc_close", grc_close(NULL), GRC_OK);
    expect("twice", "grc_close", grc_close(closed), GRC_INVALID_HANDLE);
    expect("twice", "grc_open", grc_open(engine, ":memory:", 8, NULL, 0), GRC_ALREADY_OPEN);
    expect("no path", "grc_open", grc_open(unopened, NULL, 8, NULL, 0), GRC_NULL_POINTER);
    expect("options", "grc_open", grc_open(unopened, ":memory:", 8, "{\"x\": 1}", 8), GRC_INVALID_INPUT);
    expect("options", "grc_open", grc_open(unopened, ":memory:", 8, NULL, 8), GRC_NULL_POINTER);
    expect("a directory", "grc_open", grc_open(unopened, "/", 1, NULL, 0), GRC_STORE_IO);
    expect("not open", "grc_set_now", grc_set_now(unopened, 0), GRC_NOT_OPEN);
    expect("unknown", "grc_call", grc_call(engine, "nothing", 7, EMPTY, 2, &result, &length), GRC_UNKNOWN_OPERATION);
    expect("no name", "grc_call", grc_call_keep(engine, NULL, 7, EMPTY, 2), GRC_NULL_POINTER);
    expect("long name", "grc_call", grc_call_keep(engine, "x", SIZE_MAX, EMPTY, 2), GRC_TOO_LONG);

    expect("version", "grc_call", grc_call_keep(engine, "version", 7, EMPTY, 2), GRC_OK);
    expect("no buffer", "grc_result", grc_result(engine, 0, NULL, 8, &length), GRC_NULL_POINTER);
    expect("no length", "grc_result", grc_result(engine, 0, buffer, 8, NULL), GRC_NULL_POINTER);
    expect("capacity", "grc_result", grc_result(engine, 0, buffer, SIZE_MAX, &length), GRC_TOO_LONG);
    expect("far offset", "grc_result", grc_result(engine, SIZE_MAX, buffer, 8, &length), GRC_OK);
    expect("nothing there", "grc_result_text", grc_result_text(engine, "/x", 2, buffer, 8, &length), GRC_NO_VALUE);
    expect("an object", "grc_result_text", grc_result_text(engine, "", 0, buffer, 8, &length), GRC_WRONG_TYPE);
    expect("not UTF-8", "grc_result_text", grc_result_text(engine, "/\xFF", 2, buffer, 8, &length), GRC_INVALID_TEXT);
    expect("no pointer", "grc_result_text", grc_result_text(engine, NULL, 2, buffer, 8, &length), GRC_NULL_POINTER);
    expect("a text", "grc_result_int", grc_result_int(engine, "/version", 8, &value), GRC_WRONG_TYPE);
    expect("nowhere", "grc_result_int", grc_result_int(engine, "/version", 8, NULL), GRC_NULL_POINTER);
    expect("a text", "grc_result_count", grc_result_count(engine, "/version", 8, &length), GRC_WRONG_TYPE);
    expect("no field", "grc_result_text_padded", grc_result_text_padded(engine, "/version", 8, NULL, 8),
           GRC_NULL_POINTER);
    expect("short field", "grc_result_text_padded", grc_result_text_padded(engine, "/version", 8, buffer, 2),
           GRC_TRUNCATED);
    expect("no failure", "grc_error_json", grc_error_json(engine, buffer, 8, &length), GRC_NO_RESULT);
    expect("closed", "grc_errmsg", grc_errmsg(closed, buffer, 8, &length), GRC_INVALID_HANDLE);
    expect("nothing yet", "grc_result", grc_result(unopened, 0, buffer, 8, NULL), GRC_NULL_POINTER);
    if (value != 7) {
        printf("a value was written by a failure\n");
        exit(1);
    }
    grc_free(NULL);
    grc_free(buffer);
    grc_free(&length);
}

static grc_engine *shared;
static unsigned long ended[8], refused[8];

static void *use(void *rank) {
    size_t mine = (size_t)(uintptr_t)rank;
    int turn, turns = getenv("GENTLE") != NULL ? 50 : 2000;
    for (turn = 0; turn < turns; turn++) {
        int32_t status = grc_public_holidays_keep(shared, "{\"year\": 2026}", 14);
        if (status == GRC_OK) {
            ended[mine]++;
        } else if (status == GRC_BUSY) {
            refused[mine]++;
        } else {
            printf("a thread got %d\n", (int)status);
            exit(1);
        }
    }
    return NULL;
}

/* Eight threads on one engine: each call is done, or refused as busy. */
static void threads(grc_engine *engine) {
    pthread_t workers[8];
    size_t rank;
    unsigned long all = 0;
    shared = engine;
    for (rank = 0; rank < 8; rank++) {
        if (pthread_create(&workers[rank], NULL, use, (void *)(uintptr_t)rank) != 0) {
            exit(1);
        }
    }
    for (rank = 0; rank < 8; rank++) {
        pthread_join(workers[rank], NULL);
        all += ended[rank];
    }
    if (all == 0) {
        printf("no thread was served\n");
        exit(1);
    }
}

/* In a child, everything is refused, and the parent's engine goes on. */
static void child(grc_engine *engine) {
    int status = 0;
    pid_t process = fork();
    if (process == 0) {
        grc_engine *mine = NULL;
        size_t length = 0;
        char *result = NULL;
        expect("child", "grc_version_info", grc_version_info(engine, EMPTY, 2, &result, &length), GRC_FORKED);
        expect("child", "grc_new", grc_new(&mine), GRC_FORKED);
        expect("child", "grc_close", grc_close(engine), GRC_FORKED);
        grc_free(&length);
        _exit(0);
    }
    if (process < 0 || waitpid(process, &status, 0) != process || status != 0) {
        printf("the child did not end well\n");
        exit(1);
    }
    expect("after the child", "grc_version_info", grc_version_info_keep(engine, EMPTY, 2), GRC_OK);
}

int main(void) {
    grc_engine *engine = NULL, *closed = NULL, *unopened = NULL;
    int turns = getenv("TURNS") != NULL ? atoi(getenv("TURNS")) : 1;
    expect("first", "grc_new", grc_new(&engine), GRC_OK);
    expect("second", "grc_new", grc_new(&closed), GRC_OK);
    expect("third", "grc_new", grc_new(&unopened), GRC_OK);
    expect("once", "grc_close", grc_close(closed), GRC_OK);
    expect("memory", "grc_open", grc_open(engine, ":memory:", 8, NULL, 0), GRC_OK);
    while (turns-- > 0) {
        operations(engine, closed, unopened);
        streams(engine);
        others(engine, closed, unopened);
    }
    threads(engine);
    child(engine);
    expect("last", "grc_close", grc_close(engine), GRC_OK);
    expect("last", "grc_close", grc_close(unopened), GRC_OK);
    printf("unharmed");
    return 0;
}
