#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What is sent to a server on the loopback interface, and how fast.
struct load_plan {
    uint16_t port;
    /// Whole HTTP/1.1 requests, sent in turn.
    const char *const *requests;
    const size_t *lengths;
    size_t request_count;
    /// Kept alive; each has one request under way.
    size_t connections;
    /// Requests a second, sent on time whether or not earlier ones are answered; 0 sends the next
    /// one on a connection as soon as the last is answered.
    double rate;
    double seconds;
    /// Ends sooner after so many requests; 0 for no such end.
    uint64_t most;
};

/// What came back. Latencies are microseconds, to 1 %; at a fixed rate they count from when a request
/// was due, so that a server that stalls is charged for all that would have come meanwhile.
struct load_result {
    /// With status 200.
    uint64_t answered;
    /// With another.
    uint64_t refused;
    double seconds;
    /// Processor time of the sending thread.
    double processor_seconds;
    double p50, p90, p99, p999, highest;
};

/// Sends on the calling thread; false where a connection fails or breaks.
bool load_run(const struct load_plan *plan, struct load_result *result);
