#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What the condition reads.
struct order {
    double amount;
    const char *country, *email;
    size_t country_length, email_length;
};

/// Evaluates `amount > 500.0 && country in ["US", "CA"] && !email.endsWith("@example.com")`, by
/// hand, `times` times over `count` orders in turn; returns how often it held.
size_t condition_by_hand(const struct order *orders, size_t count, size_t times);

#ifdef __cplusplus
}
#endif
