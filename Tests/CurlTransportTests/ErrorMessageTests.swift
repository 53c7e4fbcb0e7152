import CurlTransport
import Testing

struct ErrorMessageTests {
    @Test(arguments: [
        (TransportError.badURL("no host"), "the URL has no host"),
        (.badMethod, "the method is not an HTTP token"),
        (.badHeader("X-Key"), "header `X-Key` cannot be sent"),
        (.cannotResolve(host: "api.test"), "cannot resolve host `api.test`"),
        (.cannotConnect(host: "[::1]", port: 8080), "cannot connect to `[::1]:8080`"),
        (.proxyRefused(status: 407), "the proxy refused the connection with status 407"),
        (.connectTimeout(.seconds(5)), "no connection within 5.0 s"),
        (.firstByteTimeout(.milliseconds(250)), "no response within 250 ms"),
        (.idleTimeout(.milliseconds(1500)), "the response fell silent for 1.5 s"),
        (.totalTimeout(.seconds(60)), "no complete response within 60.0 s"),
        (.tls("self-signed certificate"), "no secure connection: self-signed certificate"),
        (.headTooLarge(limit: 32768), "the response head exceeds 32768 bytes"),
        (.bodyTooLarge(limit: 10), "the response body exceeds 10 bytes"),
        (.connectionLost(bodyBytes: 0), "the connection was lost before the response body"),
        (.connectionLost(bodyBytes: 7), "the connection was lost after 7 bytes of the body"),
        (.truncated(received: 3, expected: 9), "the response ended after 3 of 9 bytes"),
        (.truncated(received: 3, expected: nil), "the response ended early, after 3 bytes"),
        (.protocolViolation("no status line"), "not a proper HTTP response: no status line"),
        (.cancelled, "the call was cancelled"),
        (.shutDown, "the transport was shut down"),
        (.failed("no thread"), "the transport failed: no thread"),
    ])
    func `an error says what happened`(error: TransportError, text: String) {
        #expect("\(error)" == text)
    }

    @Test(arguments: [
        (ServerSentEventError.lineTooLong(limit: 9), "a line of the event stream exceeds 9 bytes"),
        (.eventTooLong(limit: 9), "an event of the stream exceeds 9 bytes"),
        (.incompleteEvent, "the event stream ended inside an event"),
    ])
    func `an error of an event stream says what happened`(
        error: ServerSentEventError, text: String
    ) {
        #expect("\(error)" == text)
    }
}
