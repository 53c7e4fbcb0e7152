// HTTP/1.1 with keep-alive, no more of it than a client's POST needs: one thread, epoll.
#define _GNU_SOURCE
#include "ChatServer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { longest_request = 64 * 1024, events_at_once = 64 };

struct connection {
    int socket;
    size_t used;
    char bytes[longest_request];
};

struct chat_server {
    int listener, stopper, poller;
    uint16_t port;
    uint64_t answered;
    char *answer;
    size_t answer_length;
    pthread_t thread;
};

/// The length of the request that `connection` begins with; 0 while it is incomplete.
static size_t request_length(const struct connection *connection) {
    const char *end = memmem(connection->bytes, connection->used, "\r\n\r\n", 4);
    if (!end) return 0;
    const size_t head = (size_t)(end - connection->bytes) + 4;
    size_t body = 0;
    for (const char *line = connection->bytes; line < end; line++) {
        line = memchr(line, '\n', (size_t)(end - line));
        if (!line) break;
        if (strncasecmp(line + 1, "content-length:", 15) == 0) body = strtoul(line + 16, NULL, 10);
    }
    return head + body <= connection->used ? head + body : 0;
}

static void close_connection(struct chat_server *server, struct connection *connection) {
    // Closing is not enough: a process just started may hold the socket, whose events would go on.
    epoll_ctl(server->poller, EPOLL_CTL_DEL, connection->socket, NULL);
    close(connection->socket);
    free(connection);
}

/// Answers every request that has arrived in full; false where the connection is of no more use.
static bool answer(struct chat_server *server, struct connection *connection) {
    size_t length;
    while ((length = request_length(connection)) > 0) {
        if (send(connection->socket, server->answer, server->answer_length, MSG_NOSIGNAL)
            != (ssize_t)server->answer_length)
            return false;
        server->answered++;
        connection->used -= length;
        memmove(connection->bytes, connection->bytes + length, connection->used);
    }
    return true;
}

static void receive(struct chat_server *server, struct connection *connection) {
    const ssize_t count = recv(
        connection->socket, connection->bytes + connection->used,
        longest_request - connection->used, 0);
    if (count > 0) connection->used += (size_t)count;
    if (count <= 0 || !answer(server, connection)) close_connection(server, connection);
}

static void accept_connection(struct chat_server *server) {
    const int socket = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
    if (socket < 0) return;
    struct connection *connection = malloc(sizeof *connection);
    if (!connection) {
        close(socket);
        return;
    }
    const int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    connection->socket = socket;
    connection->used = 0;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    if (epoll_ctl(server->poller, EPOLL_CTL_ADD, socket, &event) != 0)
        close_connection(server, connection);
}

static void *serve(void *argument) {
    struct chat_server *server = argument;
    struct epoll_event events[events_at_once];
    while (true) {
        const int count = epoll_wait(server->poller, events, events_at_once, -1);
        for (int index = 0; index < count; index++) {
            void *source = events[index].data.ptr;
            if (source == &server->stopper) return NULL;
            if (source == &server->listener) {
                accept_connection(server);
            } else {
                receive(server, source);
            }
        }
    }
}

static bool listen_on_loopback(struct chat_server *server) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    server->listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(server->listener, (struct sockaddr *)&address, length) != 0) return false;
    if (listen(server->listener, 1024) != 0) return false;
    if (getsockname(server->listener, (struct sockaddr *)&address, &length) != 0) return false;
    server->port = ntohs(address.sin_port);
    return true;
}

static bool watch(struct chat_server *server, int *descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = descriptor};
    return epoll_ctl(server->poller, EPOLL_CTL_ADD, *descriptor, &event) == 0;
}

struct chat_server *chat_server_start(const char *reply) {
    struct chat_server *server = calloc(1, sizeof *server);
    if (!server) return NULL;
    const int length = asprintf(
        &server->answer,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
        strlen(reply), reply);
    server->answer_length = (size_t)length;
    server->stopper = eventfd(0, 0);
    server->poller = epoll_create1(0);
    const bool started = length > 0 && listen_on_loopback(server)
        && watch(server, &server->listener) && watch(server, &server->stopper)
        && pthread_create(&server->thread, NULL, serve, server) == 0;
    if (started) return server;
    free(server);
    return NULL;
}

uint16_t chat_server_port(const struct chat_server *server) { return server->port; }

uint64_t chat_server_stop(struct chat_server *server) {
    const uint64_t one = 1;
    if (write(server->stopper, &one, sizeof one) == sizeof one) pthread_join(server->thread, NULL);
    const uint64_t answered = server->answered;
    close(server->listener);
    close(server->stopper);
    close(server->poller);
    free(server->answer);
    free(server);
    return answered;
}
