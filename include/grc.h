/*
 * grc: an embeddable engine for municipal services.
 *
 * Made from grc-ffi/src by `make header`: do not edit.
 */

#ifndef GRC_H
#define GRC_H

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Returns the version of the library, such as "0.1.0".
 *
 * The text is UTF-8, ends with a NUL and lives as long as the program: do not free it.
 * Never NULL. Any thread may call this at any time.
 */
const char *grc_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* GRC_H */
