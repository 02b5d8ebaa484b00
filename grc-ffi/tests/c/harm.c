/* What the sanitizers must tell: a result that nobody frees, a read beyond a buffer, an overflow. */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grc.h"

static char *lost;

int main(int argc, char **argv) {
    const char *harm = argc > 1 ? argv[1] : "";
    grc_engine *engine = NULL;
    size_t length = 0;
    char *result = NULL;
    if (grc_new(&engine) != GRC_OK || grc_open(engine, ":memory:", 8, NULL, 0) != GRC_OK) {
        return 2;
    }
    if (grc_version_info(engine, "{}", 2, &result, &length) != GRC_OK) {
        return 3;
    }
    if (strcmp(harm, "beyond") == 0) {
        /* The memory is the library's: what Rust allocates is watched as well. */
        printf("%d\n", result[length + 1]);
    }
    grc_free(result);
    if (strcmp(harm, "overflow") == 0) {
        int many = INT_MAX;
        many += argc;
        printf("%d\n", many);
    }
    if (strcmp(harm, "leak") == 0) {
        lost = malloc(100);
        lost = NULL;
    }
    return grc_close(engine) != GRC_OK;
}
