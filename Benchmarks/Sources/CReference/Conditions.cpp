#include "Conditions.h"

#include <string_view>

using std::string_view;

namespace {

bool ends_with(string_view text, string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

[[gnu::noinline]] bool holds(const order &order) {
    const string_view country(order.country, order.country_length);
    return order.amount > 500.0 && (country == "US" || country == "CA")
        && !ends_with(string_view(order.email, order.email_length), "@example.com");
}

}  // namespace

extern "C" size_t condition_by_hand(const order *orders, size_t count, size_t times) {
    size_t held = 0, next = 0;
    for (size_t time = 0; time < times; time++) {
        held += holds(orders[next]);
        next = next + 1 == count ? 0 : next + 1;
    }
    return held;
}
