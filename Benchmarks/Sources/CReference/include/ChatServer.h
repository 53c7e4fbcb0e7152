#pragma once
#include <stdint.h>

/// A server on the loopback interface that answers every request with the same JSON at once.
struct chat_server;

/// Starts a server on a thread of its own; null if that fails. `reply` is the body of each answer.
struct chat_server *chat_server_start(const char *reply);

uint16_t chat_server_port(const struct chat_server *server);

/// Stops the server and returns how many requests it has answered.
uint64_t chat_server_stop(struct chat_server *server);
