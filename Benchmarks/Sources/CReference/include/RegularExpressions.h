#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Searches `text` for `pattern` with RE2, compiled once, `times` times; returns how often it was
/// found.
size_t re2_by_hand(const char *pattern, const char *text, size_t length, size_t times);

#ifdef __cplusplus
}
#endif
