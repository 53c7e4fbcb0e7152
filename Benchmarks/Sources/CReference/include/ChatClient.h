#pragma once
#include <stddef.h>

/// Posts `body` to `url` `requests` times over keep-alive connections, `concurrency` at a time, with
/// libcurl's multi interface on the calling thread.
///
/// Returns how many were answered with status 200.
size_t chat_client_run(const char *url, const char *body, size_t requests, size_t concurrency);
