/*
 * Every operation's functions, when they succeed and when they fail: days at the town hall, read from a file.
 *
 *     day STEPS CATALOGUE DAYS CALLS
 *
 * STEPS: on the first line, the options of grc_open; then a step on each line, between tabs: the function, the request,
 * and what is kept of the result, a name and its JSON Pointer in turn. "$name" in a request stands for what was kept,
 * "$new_file" for the path of a file that is not there.
 * CATALOGUE: a directory of definitions. DAYS: how many days are done, each in a store of its own; each step is done in either
 * manner every other day. CALLS: how often, in all, what only computes is asked in a manner.
 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "functions.h"
#include "grc.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define SYSTEM "{\"kind\": \"system\"}"
#define MOST_STEPS 512

enum manner { AWAY, KEPT, MANNERS };

struct step {
    size_t function;
    const char *request;
    /* Names and pointers in turn, up to NULL. */
    char *keep[33];
};

static const char *options;
static struct step steps[MOST_STEPS];
static size_t step_count;
static struct {
    const char *name;
    char value[256];
} kept[MOST_STEPS];
static size_t kept_count;
static unsigned long succeeded[LENGTH(OPERATIONS)][MANNERS], refused[LENGTH(OPERATIONS)][MANNERS], streamed[MANNERS];

/* What only computes, on what is published or on nothing. */
static const char *const COMPUTING[] = {"grc_version_info", "grc_identifier", "grc_public_holidays",
                                        "grc_catalogue",    "grc_route",      "grc_form",
                                        "grc_options",      "grc_validate",   "grc_sector"};

static void stop(const char *what, const char *which) {
    printf("%s: %s\n", which, what);
    exit(1);
}

/* The engine must have done it. */
static void done(grc_engine *engine, const char *which, int32_t status) {
    char message[512];
    size_t length = 0;
    if (status != GRC_OK) {
        if (grc_errmsg(engine, message, sizeof message, &length) != GRC_OK) {
            stop(grc_strstatus(status), which);
        }
        stop(message, which);
    }
}

static void *room(void *former, size_t size) {
    void *memory = realloc(former, size);
    if (memory == NULL) {
        stop("no memory", "realloc");
    }
    return memory;
}

/* A whole file, of which the memory is the caller's. */
static char *read_whole(const char *path) {
    FILE *file = fopen(path, "rb");
    size_t size = 0, capacity = 1 << 16, got;
    char *text = room(NULL, capacity);
    if (file == NULL) {
        stop("unreadable", path);
    }
    while ((got = fread(text + size, 1, capacity - size - 1, file)) > 0) {
        size += got;
        if (capacity - size < 2) {
            text = room(text, capacity *= 2);
        }
    }
    fclose(file);
    text[size] = '\0';
    return text;
}

/* Ends a word at its separator; gives what is after it, NULL after the last. */
static char *cut(char *word, char separator) {
    char *end = strchr(word, separator);
    if (end != NULL) {
        *end++ = '\0';
    }
    return end;
}

static size_t function_named(const char *name) {
    size_t rank;
    for (rank = 0; rank < LENGTH(OPERATIONS); rank++) {
        if (strcmp(OPERATIONS[rank].name, name) == 0) {
            return rank;
        }
    }
    stop("no such function", name);
    return 0;
}

static void read_steps(char *text) {
    char *line = cut(text, '\n'), *next;
    options = text;
    for (; line != NULL && *line != '\0'; line = next) {
        struct step *step = &steps[step_count++];
        char *word;
        size_t rank = 0;
        next = cut(line, '\n');
        word = cut(line, '\t');
        if (step_count == MOST_STEPS || word == NULL) {
            stop("no step", line);
        }
        step->function = function_named(line);
        step->request = word;
        for (word = cut(word, '\t'); word != NULL && rank + 1 < LENGTH(step->keep); word = cut(word, '\t')) {
            step->keep[rank++] = word;
        }
    }
}

/* What was kept under the name that begins here, NULL for none. */
static const char *value_of(const char *name, size_t length) {
    size_t rank;
    for (rank = 0; rank < kept_count; rank++) {
        if (strlen(kept[rank].name) == length && strncmp(kept[rank].name, name, length) == 0) {
            return kept[rank].value;
        }
    }
    return NULL;
}

/* A request with what was kept in place of its names; the caller's. */
static char *filled(const char *request) {
    size_t names = 0, length = 0;
    const char *at, *name;
    char *whole;
    for (at = request; (at = strstr(at, "\"$")) != NULL; at += 2) {
        names++;
    }
    whole = room(NULL, strlen(request) + names * sizeof kept[0].value + 1);
    for (at = request; (name = strstr(at, "\"$")) != NULL;) {
        const char *end = strchr(name + 2, '"');
        const char *value = end == NULL ? NULL : value_of(name + 2, (size_t)(end - name - 2));
        if (value == NULL) {
            stop("nothing was kept under a name", name);
        }
        memcpy(whole + length, at, (size_t)(name + 1 - at));
        length += (size_t)(name + 1 - at);
        memcpy(whole + length, value, strlen(value));
        length += strlen(value);
        at = end;
    }
    memcpy(whole + length, at, strlen(at) + 1);
    return whole;
}

/* The end of the JSON value that begins here: what the engine writes has no blank between values. */
static const char *after(const char *at) {
    int depth = 0;
    do {
        if (*at == '"') {
            for (at++; *at != '"'; at++) {
                at += *at == '\\';
            }
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if (*at == '}' || *at == ']') {
            depth--;
        }
        at++;
    } while (*at != '\0' && (depth > 0 || strchr(",:]}", *at) == NULL));
    return at;
}

/* The value that a JSON Pointer leads to, NULL for none. */
static const char *value_at(const char *json, const char *pointer) {
    while (*pointer == '/') {
        size_t length = strcspn(++pointer, "/");
        int is_list = *json++ == '[';
        long rank = is_list ? strtol(pointer, NULL, 10) : 0;
        for (;;) {
            if (*json == ']' || *json == '}') {
                return NULL;
            }
            if (is_list && rank-- == 0) {
                break;
            }
            if (!is_list) {
                int is_it = strncmp(json + 1, pointer, length) == 0 && json[1 + length] == '"';
                json = after(json) + 1;
                if (is_it) {
                    break;
                }
            }
            json = after(json);
            json += *json == ',';
        }
        pointer += length;
    }
    return json;
}

/* Keeps a text of a result that was given away, or that the engine has kept if `result` is NULL. */
static void keep(grc_engine *engine, const char *name, const char *pointer, const char *result) {
    size_t length = 0, rank = kept_count++;
    char *value = kept[rank].value;
    kept[rank].name = name;
    if (result == NULL) {
        done(engine, pointer, grc_result_text(engine, pointer, strlen(pointer), value, sizeof kept[0].value, &length));
    } else {
        const char *begin = value_at(result, pointer);
        if (begin == NULL || *begin != '"') {
            stop("no text in the result", pointer);
        }
        length = (size_t)(after(begin) - begin) - 2;
        if (length < sizeof kept[0].value) {
            memcpy(value, begin + 1, length);
        }
    }
    if (length >= sizeof kept[0].value) {
        stop("too long to be kept", pointer);
    }
    value[length] = '\0';
}

/* Reads the result that the engine keeps, in pieces. */
static void read_in_pieces(grc_engine *engine, const char *which) {
    char piece[4096];
    size_t offset = 0, total = 1;
    for (; offset < total; offset += sizeof piece) {
        done(engine, which, grc_result(engine, offset, piece, sizeof piece, &total));
    }
    if (total < 2) {
        stop("an empty result", which);
    }
}

/* Asks for something that is refused: the failure is told, and nothing else happens. */
static void refuse(grc_engine *engine, size_t function, enum manner manner) {
    static const char wrong[] = "{\"nothing_like_it\": 1}";
    char words[1024], *result = NULL;
    size_t length = 0;
    int32_t status = manner == AWAY ? OPERATIONS[function].away(engine, wrong, strlen(wrong), &result, &length)
                                    : OPERATIONS[function].kept(engine, wrong, strlen(wrong));
    if (status != GRC_INVALID_INPUT || result != NULL) {
        stop("not refused", OPERATIONS[function].name);
    }
    done(engine, "grc_errmsg", grc_errmsg(engine, words, sizeof words, &length));
    done(engine, "grc_error_json", grc_error_json(engine, words, sizeof words, &length));
    refused[function][manner]++;
}

/* Asks in one manner, and reads the result to its end. The result that is given away is the caller's. */
static char *ask(grc_engine *engine, size_t function, const char *request, enum manner manner) {
    const char *name = OPERATIONS[function].name;
    char *result = NULL;
    size_t length = 0;
    if (manner == AWAY) {
        done(engine, name, OPERATIONS[function].away(engine, request, strlen(request), &result, &length));
        if (strlen(result) != length) {
            stop("another length than is told", name);
        }
    } else {
        done(engine, name, OPERATIONS[function].kept(engine, request, strlen(request)));
        read_in_pieces(engine, name);
    }
    succeeded[function][manner]++;
    return result;
}

static int computes(size_t function) {
    size_t rank;
    for (rank = 0; rank < LENGTH(COMPUTING); rank++) {
        if (strcmp(OPERATIONS[function].name, COMPUTING[rank]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* What files and directories come beside. */
static void streams(grc_engine *engine, const char *catalogue, enum manner manner) {
    static const char attach[] = "{\"actor\": " SYSTEM ", \"name\": \"plan.pdf\"}";
    static const char publish[] = "{\"actor\": " SYSTEM "}";
    static const char content[] = "%PDF-1.7\n";
    char path[] = "/tmp/grc-day-XXXXXX", copy[32], read_file[320], *results[7] = {NULL};
    size_t lengths[7], rank, long_attach = strlen(attach), long_publish = strlen(publish), long_file;
    size_t long_catalogue = strlen(catalogue), long_content = strlen(content), long_path = strlen(path);
    int source = mkstemp(path), target;
    snprintf(copy, sizeof copy, "%s.copy", path);
    target = open(copy, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (source < 0 || target < 0 || write(source, content, long_content) != (ssize_t)long_content ||
        lseek(source, 0, SEEK_SET) != 0) {
        stop("not writable", path);
    }
#define EITHER(rank, away, ...)                                                                                         \
    done(engine, #away,                                                                                                 \
         manner == AWAY ? away(engine, __VA_ARGS__, &results[rank], &lengths[rank]) : away##_keep(engine, __VA_ARGS__))
    EITHER(0, grc_check_directory, "{}", 2, catalogue, long_catalogue);
    EITHER(1, grc_publish_directory, publish, long_publish, catalogue, long_catalogue);
    EITHER(2, grc_attach_path, attach, long_attach, path, long_path);
    EITHER(3, grc_attach_fd, attach, long_attach, source);
    EITHER(4, grc_attach_bytes, attach, long_attach, content, long_content);
    kept_count = 0;
    keep(engine, "file", "/id", results[4]);
    snprintf(read_file, sizeof read_file, "{\"actor\": " SYSTEM ", \"id\": \"%s\"}", kept[0].value);
    long_file = strlen(read_file);
    EITHER(5, grc_read_file_path, read_file, long_file, copy, strlen(copy));
    EITHER(6, grc_read_file_fd, read_file, long_file, target);
#undef EITHER
    for (rank = 0; rank < LENGTH(results); rank++) {
        grc_free(results[rank]);
    }
    close(source);
    close(target);
    remove(path);
    remove(copy);
    streamed[manner]++;
}

static void day(const char *catalogue, unsigned long calls, unsigned long rank_of_day) {
    grc_engine *engine = NULL;
    char folder[] = "/tmp/grc-day-XXXXXX", new_file[32];
    size_t rank;
    if (mkdtemp(folder) == NULL) {
        stop("no folder", folder);
    }
    kept_count = 1;
    kept[0].name = "new_file";
    snprintf(new_file, sizeof new_file, "%s/new", folder);
    strcpy(kept[0].value, new_file);
    done(engine, "grc_new", grc_new(&engine));
    done(engine, "grc_open", grc_open(engine, ":memory:", 8, options, strlen(options)));
    for (rank = 0; rank < step_count; rank++) {
        const struct step *step = &steps[rank];
        char *request = filled(step->request), *result;
        char *const *word;
        enum manner manner = (rank_of_day + rank) % MANNERS == 0 ? AWAY : KEPT;
        refuse(engine, step->function, manner);
        result = ask(engine, step->function, request, manner);
        for (word = step->keep; *word != NULL; word += 2) {
            keep(engine, word[0], word[1], result);
        }
        grc_free(result);
        while (computes(step->function) && succeeded[step->function][manner] < calls) {
            grc_free(ask(engine, step->function, request, manner));
        }
        free(request);
    }
    streams(engine, catalogue, rank_of_day % MANNERS == 0 ? AWAY : KEPT);
    done(engine, "grc_close", grc_close(engine));
    remove(new_file);
    rmdir(folder);
}

/* The least of what was counted of an operation in both manners, among those that only compute or the others. */
static unsigned long least(unsigned long counted[LENGTH(OPERATIONS)][MANNERS], int of_computing) {
    unsigned long found = (unsigned long)-1;
    size_t rank;
    for (rank = 0; rank < LENGTH(OPERATIONS); rank++) {
        unsigned long both = counted[rank][AWAY] + counted[rank][KEPT];
        if (computes(rank) == of_computing && both < found) {
            found = both;
        }
    }
    return found;
}

int main(int argc, char **argv) {
    unsigned long rank, days = argc == 5 ? strtoul(argv[3], NULL, 10) : 0;
    char *text;
    if (argc != 5) {
        fprintf(stderr, "usage: day STEPS CATALOGUE DAYS CALLS\n");
        return 2;
    }
    text = read_whole(argv[1]);
    read_steps(text);
    for (rank = 0; rank < days; rank++) {
        day(argv[2], strtoul(argv[4], NULL, 10), rank);
    }
    free(text);
    printf("%lu operations in two manners: at least %lu calls of each that only computes, %lu of each other, %lu refused; "
           "%lu of each of 7 that move files\n",
           (unsigned long)LENGTH(OPERATIONS), least(succeeded, 1), least(succeeded, 0),
           least(refused, 0) < least(refused, 1) ? least(refused, 0) : least(refused, 1), streamed[AWAY] + streamed[KEPT]);
    return least(succeeded, 0) == 0 || least(succeeded, 1) == 0;
}
