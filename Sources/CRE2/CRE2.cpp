#include "CRE2.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <string.h>

#include <algorithm>
#include <memory>
#include <new>
#include <vector>

namespace {

RE2::Options options(uint32_t flags, int64_t max_mem) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(max_mem);
    options.set_case_sensitive(!(flags & CRE2_CASE_INSENSITIVE));
    options.set_never_capture(flags & CRE2_NEVER_CAPTURE);
    if (flags & CRE2_LATIN1) options.set_encoding(RE2::Options::EncodingLatin1);
    return options;
}

}  // namespace

struct cre2_pattern {
    RE2 re;

    cre2_pattern(re2::StringPiece text, const RE2::Options &options) : re(text, options) {}
};

struct cre2_set {
    RE2::Set set;

    explicit cre2_set(const RE2::Options &options) : set(options, RE2::UNANCHORED) {}
};

// No exception may cross into Swift: short memory is the only one RE2 can raise.

extern "C" cre2_pattern *cre2_new(
    const char *pattern, size_t length, uint32_t flags, int64_t max_mem) try {
    return new cre2_pattern(re2::StringPiece(pattern, length), options(flags, max_mem));
} catch (const std::bad_alloc &) {
    return nullptr;
}

extern "C" const char *cre2_error(const cre2_pattern *pattern) {
    return pattern->re.ok() ? nullptr : pattern->re.error().c_str();
}

extern "C" const char *cre2_error_argument(const cre2_pattern *pattern, size_t *length) {
    *length = pattern->re.error_arg().size();
    return pattern->re.error_arg().data();
}

extern "C" bool cre2_match(const cre2_pattern *pattern, const char *text, size_t length) {
    return RE2::PartialMatch(re2::StringPiece(text, length), pattern->re);
}

extern "C" bool cre2_find(
    const cre2_pattern *pattern, const char *text, size_t length, size_t start,
    size_t *match_start, size_t *match_end) {
    re2::StringPiece whole(text, length);
    re2::StringPiece match;
    if (!pattern->re.Match(whole, start, length, RE2::UNANCHORED, &match, 1)) return false;
    *match_start = match.data() - text;
    *match_end = *match_start + match.size();
    return true;
}

extern "C" int cre2_program_size(const cre2_pattern *pattern) {
    return pattern->re.ok() ? pattern->re.ProgramSize() : -1;
}

extern "C" void cre2_free(cre2_pattern *pattern) { delete pattern; }

extern "C" bool cre2_contains(
    const void *text, size_t length, const void *part, size_t part_length) {
    // For a short part, preparing a search costs more than looking at each place it may begin.
    if (part_length == 0 || part_length > 8) {
        return memmem(text, length, part, part_length) != nullptr;
    }
    if (length < part_length) return false;
    const char *place = static_cast<const char *>(text);
    const char *end = place + (length - part_length + 1);
    const char first = *static_cast<const char *>(part);
    while (place < end) {
        place = static_cast<const char *>(memchr(place, first, end - place));
        if (place == nullptr) return false;
        if (memcmp(place, part, part_length) == 0) return true;
        ++place;
    }
    return false;
}

extern "C" cre2_set *cre2_set_new(uint32_t flags, int64_t max_mem) try {
    return new cre2_set(options(flags, max_mem));
} catch (const std::bad_alloc &) {
    return nullptr;
}

extern "C" int cre2_set_add(cre2_set *set, const char *pattern, size_t length) try {
    return set->set.Add(re2::StringPiece(pattern, length), nullptr);
} catch (const std::bad_alloc &) {
    return -1;
}

extern "C" bool cre2_set_compile(cre2_set *set) { return set->set.Compile(); }

extern "C" int cre2_set_match(
    const cre2_set *set, const char *text, size_t length, int *indices, size_t capacity) try {
    std::vector<int> found;
    RE2::Set::ErrorInfo error;
    if (!set->set.Match(re2::StringPiece(text, length), &found, &error)) {
        return error.kind == RE2::Set::kNoError ? 0 : -1;
    }
    std::sort(found.begin(), found.end());
    std::copy_n(found.begin(), std::min(capacity, found.size()), indices);
    return static_cast<int>(found.size());
} catch (const std::bad_alloc &) {
    return -1;
}

extern "C" int cre2_set_matches_any(
    const cre2_set *set, const char *text, size_t length) try {
    RE2::Set::ErrorInfo error;
    if (set->set.Match(re2::StringPiece(text, length), nullptr, &error)) return 1;
    return error.kind == RE2::Set::kNoError ? 0 : -1;
} catch (const std::bad_alloc &) {
    return -1;
}

extern "C" void cre2_set_free(cre2_set *set) { delete set; }
