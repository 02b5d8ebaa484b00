/* Prints the version of the library, with no end of line. */

#include <stdio.h>

#include "grc.h"

int main(void) {
    return fputs(grc_version(), stdout) < 0;
}
