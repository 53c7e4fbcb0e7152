#include "RegularExpressions.h"

#include <re2/re2.h>

extern "C" size_t re2_by_hand(
    const char *pattern, const char *text, size_t length, size_t times) {
    const RE2 expression(pattern);
    size_t found = 0;
    for (size_t time = 0; time < times; time++) {
        found += RE2::PartialMatch(re2::StringPiece(text, length), expression);
    }
    return found;
}
