// HTTP/1.1 with keep-alive, no more of it than a reply with a length needs: one thread, epoll.
#define _GNU_SOURCE
#include "LoadClient.h"

#include <arpa/inet.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum {
    longest_reply = 64 * 1024,
    events_at_once = 64,
    // Parts of a power of two, and powers of two of nanoseconds.
    parts = 128,
    powers = 40,
};

struct connection {
    int socket;
    /// When the request under way was due, in nanoseconds since the start.
    int64_t due;
    size_t used;
    char bytes[longest_reply];
};

struct load {
    const struct load_plan *plan;
    int poller, timer;
    struct timespec start;
    struct connection *connections;
    /// Those without a request under way.
    struct connection **spare;
    size_t spare_count;
    uint64_t sent, answered, refused;
    uint64_t counts[powers * parts];
    int64_t highest;
};

static int64_t nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t since_start(const struct load *load) {
    return nanoseconds(CLOCK_MONOTONIC)
        - ((int64_t)load->start.tv_sec * 1000000000 + load->start.tv_nsec);
}

static size_t slot(int64_t latency) {
    if (latency < parts) return (size_t)(latency < 0 ? 0 : latency);
    const int power = 63 - __builtin_clzll((unsigned long long)latency) - 7;
    const size_t slot = (size_t)(power + 1) * parts + (size_t)((latency >> power) - parts);
    return slot < powers * parts ? slot : powers * parts - 1;
}

/// The middle of a slot, in nanoseconds.
static double latency_of(size_t slot) {
    if (slot < parts) return (double)slot;
    return ldexp((double)(slot % parts) + parts + 0.5, (int)(slot / parts) - 1);
}

static double percentile(const struct load *load, double share) {
    const uint64_t total = load->answered + load->refused;
    const uint64_t wanted = (uint64_t)((double)total * share);
    uint64_t count = 0;
    for (size_t slot = 0; slot < powers * parts; slot++) {
        count += load->counts[slot];
        if (count > wanted) return latency_of(slot) / 1000;
    }
    return (double)load->highest / 1000;
}

static bool post(struct load *load, struct connection *connection, int64_t due) {
    const size_t index = load->sent % load->plan->request_count;
    const size_t length = load->plan->lengths[index];
    connection->due = due;
    connection->used = 0;
    load->sent++;
    return send(connection->socket, load->plan->requests[index], length, MSG_NOSIGNAL)
        == (ssize_t)length;
}

/// The length of the reply in full; 0 while its head is incomplete.
static size_t reply_length(const struct connection *connection) {
    const char *end = memmem(connection->bytes, connection->used, "\r\n\r\n", 4);
    if (!end) return 0;
    size_t body = 0;
    for (const char *line = connection->bytes; line && line < end;) {
        line = memchr(line, '\n', (size_t)(end - line));
        if (!line) break;
        line++;
        if (strncasecmp(line, "content-length:", 15) == 0) body = strtoul(line + 15, NULL, 10);
    }
    return (size_t)(end - connection->bytes) + 4 + body;
}

/// Reads what has come; false where the connection is of no more use.
static bool receive(struct load *load, struct connection *connection, bool *is_answered) {
    const ssize_t count = recv(
        connection->socket, connection->bytes + connection->used,
        longest_reply - connection->used, 0);
    if (count <= 0) return false;
    connection->used += (size_t)count;
    const size_t length = reply_length(connection);
    *is_answered = length > 0 && connection->used >= length;
    if (!*is_answered) return connection->used < longest_reply;
    const int64_t latency = since_start(load) - connection->due;
    load->counts[slot(latency)]++;
    if (latency > load->highest) load->highest = latency;
    if (memcmp(connection->bytes + 9, "200", 3) == 0) load->answered++;
    else load->refused++;
    return true;
}

static bool is_over(const struct load *load, int64_t now) {
    return (double)now >= load->plan->seconds * 1e9
        || (load->plan->most > 0 && load->sent >= load->plan->most);
}

static int64_t due(const struct load *load) {
    return (int64_t)((double)load->sent * 1e9 / load->plan->rate);
}

/// Sends what is due by now, as far as there are connections, and sets the timer for the next.
static bool post_due(struct load *load) {
    while (load->spare_count > 0) {
        const int64_t now = since_start(load);
        if (is_over(load, now)) return true;
        const int64_t next = due(load);
        if (next > now) {
            const int64_t at
                = next + (int64_t)load->start.tv_sec * 1000000000 + load->start.tv_nsec;
            const struct itimerspec timer = {
                .it_value = {.tv_sec = at / 1000000000, .tv_nsec = at % 1000000000}};
            return timerfd_settime(load->timer, TFD_TIMER_ABSTIME, &timer, NULL) == 0;
        }
        if (!post(load, load->spare[--load->spare_count], next)) return false;
    }
    return true;
}

/// Goes on after a reply: with the next request at once, or with whatever is due.
static bool go_on(struct load *load, struct connection *connection) {
    if (load->plan->rate == 0) {
        const int64_t now = since_start(load);
        if (!is_over(load, now)) return post(load, connection, now);
    }
    load->spare[load->spare_count++] = connection;
    return load->plan->rate == 0 || post_due(load);
}

static bool handle(struct load *load, void *source) {
    if (source == &load->timer) {
        uint64_t times;
        if (read(load->timer, &times, sizeof times) < 0) return false;
        return post_due(load);
    }
    bool is_answered = false;
    return receive(load, source, &is_answered) && (!is_answered || go_on(load, source));
}

static bool begin(struct load *load) {
    if (load->plan->rate > 0) return post_due(load);
    while (load->spare_count > 0)
        if (!post(load, load->spare[--load->spare_count], since_start(load))) return false;
    return true;
}

static bool run(struct load *load) {
    struct epoll_event events[events_at_once];
    clock_gettime(CLOCK_MONOTONIC, &load->start);
    if (!begin(load)) return false;
    // What is under way at the end is waited for.
    while (load->spare_count < load->plan->connections || !is_over(load, since_start(load))) {
        const int count = epoll_wait(load->poller, events, events_at_once, 60000);
        if (count <= 0) return false;
        for (int index = 0; index < count; index++)
            if (!handle(load, events[index].data.ptr)) return false;
    }
    return true;
}

static bool watch(struct load *load, int descriptor, void *source) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = source};
    return epoll_ctl(load->poller, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

static bool open_connection(struct load *load, struct connection *connection) {
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons(load->plan->port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int yes = 1;
    connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(connection->socket, (struct sockaddr *)&address, sizeof address) != 0) return false;
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    load->spare[load->spare_count++] = connection;
    return watch(load, connection->socket, connection);
}

static bool open_all(struct load *load) {
    // Timers of a fixed rate are to be on time.
    prctl(PR_SET_TIMERSLACK, 1);
    load->poller = epoll_create1(EPOLL_CLOEXEC);
    load->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    load->connections = calloc(load->plan->connections, sizeof *load->connections);
    load->spare = calloc(load->plan->connections, sizeof *load->spare);
    if (!load->connections || !load->spare || !watch(load, load->timer, &load->timer)) return false;
    for (size_t index = 0; index < load->plan->connections; index++)
        if (!open_connection(load, &load->connections[index])) return false;
    return true;
}

static void close_all(struct load *load) {
    for (size_t index = 0; load->connections && index < load->plan->connections; index++)
        if (load->connections[index].socket > 0) close(load->connections[index].socket);
    close(load->poller);
    close(load->timer);
    free(load->connections);
    free(load->spare);
}

bool load_run(const struct load_plan *plan, struct load_result *result) {
    struct load *load = calloc(1, sizeof *load);
    if (!load) return false;
    load->plan = plan;
    const int64_t before = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
    const bool is_whole = open_all(load) && run(load);
    *result = (struct load_result){
        .answered = load->answered,
        .refused = load->refused,
        .seconds = (double)since_start(load) / 1e9,
        .processor_seconds = (double)(nanoseconds(CLOCK_THREAD_CPUTIME_ID) - before) / 1e9,
        .p50 = percentile(load, 0.5),
        .p90 = percentile(load, 0.9),
        .p99 = percentile(load, 0.99),
        .p999 = percentile(load, 0.999),
        .highest = (double)load->highest / 1000,
    };
    close_all(load);
    free(load);
    return is_whole;
}
