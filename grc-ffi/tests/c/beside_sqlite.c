/* A host that has an SQLite of its own, and links libgrc.a beside it. */

#include <stdio.h>
#include <string.h>

#include "grc.h"

#ifdef TRUE_SQLITE
#include <sqlite3.h>
#else
/* The names that would clash. */
const char *sqlite3_libversion(void);
int sqlite3_open(const char *path, void **database);
int sqlite3_close(void *database);

const char *sqlite3_libversion(void) {
    return "of the host";
}

int sqlite3_open(const char *path, void **database) {
    (void)path;
    (void)database;
    return 42;
}

int sqlite3_close(void *database) {
    (void)database;
    return 42;
}
#endif

int main(void) {
    grc_engine *engine = NULL;
#ifdef TRUE_SQLITE
    sqlite3 *database = NULL;
    if (sqlite3_open(":memory:", &database) != SQLITE_OK || sqlite3_close(database) != SQLITE_OK) {
        return 1;
    }
#else
    if (strcmp(sqlite3_libversion(), "of the host") != 0 || sqlite3_open("x", NULL) != 42 || sqlite3_close(NULL) != 42) {
        return 1;
    }
#endif
    if (grc_new(&engine) != GRC_OK || grc_open(engine, ":memory:", 8, NULL, 0) != GRC_OK || grc_close(engine) != GRC_OK) {
        return 2;
    }
    printf("its own");
    return 0;
}
