#include "ChatClient.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { longest_reply = 16 * 1024 };

struct call {
    CURL *handle;
    size_t used;
    char reply[longest_reply];
};

struct client {
    CURLM *multi;
    struct curl_slist *headers;
    struct call *calls;
    size_t concurrency, to_start, answered;
};

static size_t keep_reply(char *bytes, size_t size, size_t count, void *context) {
    struct call *call = context;
    const size_t length = size * count;
    if (call->used + length > longest_reply) return 0;
    memcpy(call->reply + call->used, bytes, length);
    call->used += length;
    return length;
}

static void prepare(struct call *call, const struct client *client, const char *url, const char *body) {
    CURL *handle = call->handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, client->headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep_reply);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, call);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
}

static void start(struct client *client, struct call *call) {
    if (client->to_start == 0) return;
    client->to_start--;
    call->used = 0;
    curl_multi_add_handle(client->multi, call->handle);
}

/// Counts the calls that have ended and lets each one's handle make the next call.
static bool collect(struct client *client) {
    bool any = false;
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(client->multi, &left));) {
        if (message->msg != CURLMSG_DONE) continue;
        any = true;
        CURL *handle = message->easy_handle;
        struct call *call;
        long status = 0;
        curl_easy_getinfo(handle, CURLINFO_PRIVATE, (char **)&call);
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        client->answered += message->data.result == CURLE_OK && status == 200;
        curl_multi_remove_handle(client->multi, handle);
        start(client, call);
    }
    return any;
}

static void run(struct client *client) {
    int running = 1;
    do {
        if (curl_multi_perform(client->multi, &running) != CURLM_OK) return;
        if (collect(client)) {
            running = 1;
        } else if (running) {
            curl_multi_poll(client->multi, NULL, 0, 1000, NULL);
        }
    } while (running);
}

size_t chat_client_run(const char *url, const char *body, size_t requests, size_t concurrency) {
    struct client client = {.concurrency = concurrency, .to_start = requests};
    curl_global_init(CURL_GLOBAL_DEFAULT);
    client.multi = curl_multi_init();
    curl_multi_setopt(client.multi, CURLMOPT_MAXCONNECTS, (long)concurrency);
    client.headers = curl_slist_append(NULL, "Content-Type: application/json");
    client.headers = curl_slist_append(client.headers, "Expect:");
    client.calls = calloc(concurrency, sizeof *client.calls);
    for (size_t index = 0; index < concurrency; index++) {
        prepare(&client.calls[index], &client, url, body);
        start(&client, &client.calls[index]);
    }
    run(&client);
    for (size_t index = 0; index < concurrency; index++) {
        curl_easy_cleanup(client.calls[index].handle);
    }
    free(client.calls);
    curl_slist_free_all(client.headers);
    curl_multi_cleanup(client.multi);
    return client.answered;
}
