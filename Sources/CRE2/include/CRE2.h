#pragma once

// RE2 behind a C interface: linear-time matching, safe to use from several threads at once.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;
typedef struct cre2_set cre2_set;

enum {
    CRE2_CASE_INSENSITIVE = 1,
    CRE2_LATIN1 = 2,
    CRE2_NEVER_CAPTURE = 4,
};

/// Compiles `length` bytes of `pattern`. The result is never null except when memory is short;
/// ask `cre2_error` whether it is usable.
cre2_pattern *cre2_new(const char *pattern, size_t length, uint32_t flags, int64_t max_mem);

/// The reason why the pattern is unusable, or null. Lives as long as the pattern.
const char *cre2_error(const cre2_pattern *pattern);

/// The part of the pattern that the error is about, and its length. Lives as long as the pattern.
const char *cre2_error_argument(const cre2_pattern *pattern, size_t *length);

/// Whether any part of the text matches.
bool cre2_match(const cre2_pattern *pattern, const char *text, size_t length);

/// Whether a part of the text from `start` on matches, and where the leftmost one lies; the text
/// before `start` counts for anchors and word boundaries.
bool cre2_find(
    const cre2_pattern *pattern, const char *text, size_t length, size_t start,
    size_t *match_start, size_t *match_end);

/// The size of the compiled program, a measure of the cost of a pattern; -1 when unusable.
int cre2_program_size(const cre2_pattern *pattern);

void cre2_free(cre2_pattern *pattern);

/// Whether `text` contains `part`, in linear time; the C library's own search, which Swift does not
/// see.
bool cre2_contains(const void *text, size_t length, const void *part, size_t part_length);

/// A set of patterns that are matched in one pass.
cre2_set *cre2_set_new(uint32_t flags, int64_t max_mem);

/// Adds a pattern and returns its index, or -1 when it is unusable. Not after `cre2_set_compile`.
int cre2_set_add(cre2_set *set, const char *pattern, size_t length);

/// Makes the set ready; false when memory does not suffice.
bool cre2_set_compile(cre2_set *set);

/// Writes the indices of at most `capacity` matching patterns, ascending, and returns how many
/// patterns match; -1 when the memory of the set ran out.
int cre2_set_match(
    const cre2_set *set, const char *text, size_t length, int *indices, size_t capacity);

/// Whether any pattern matches: 1 or 0, and -1 when the memory of the set ran out. Stops at the first
/// match.
int cre2_set_matches_any(const cre2_set *set, const char *text, size_t length);

void cre2_set_free(cre2_set *set);

#ifdef __cplusplus
}
#endif
