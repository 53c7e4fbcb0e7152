import JSONCodec
import NIOHTTP1

/// Why a request gets an error instead of answers, in words that both dialects carry.
struct WireProblem: Error, Hashable, Sendable {
    /// The kinds of problems; each dialect has its own status and code for them.
    enum Kind: Hashable, Sendable {
        /// The body is not JSON.
        case notJSON
        case missing
        case invalid
        case unknownModel
        case noRoute
        case wrongMethod
        case unauthorized
        case forbidden
        case rateLimited
        /// The gateway has no such feature or page.
        case unknownFeature
        case conflict
        case tooLarge
        case headersTooLarge
        case unsupportedEncoding
        case unsupportedMedia
        case badGateway
        case gatewayTimeout
        case unavailable
    }

    var kind: Kind
    /// Lower case, no full stop; names what is wrong and what would be right, without inputs.
    var message: String
    /// Where in the body, from its top.
    var place: [Place] = []
    /// How long to wait before another try, where that helps.
    var retryAfter: Duration?

    enum Place: Hashable, Sendable {
        case member(String)
        case element(Int)
    }

    init(_ kind: Kind, _ message: String, at place: [Place] = []) {
        self.kind = kind
        self.message = message
        self.place = place
    }
}

extension WireProblem {
    /// The reply that says so, in the dialect of `dialect`; OpenAI's where there is none.
    func reply(in dialect: Dialect?) -> WireReply {
        switch dialect {
        case .decisions, nil: openAIReply
        case .systemOne: systemOneReply
        }
    }

    private var openAIReply: WireReply {
        let body: JSONValue = ["error": openAIError]
        return WireReply(status: openAIStatus.0, headers: extraHeaders, body: body.json)
    }

    /// The member `error` of OpenAI's replies.
    var openAIError: JSONValue {
        let (status, code) = openAIStatus
        return [
            "message": .string(message),
            "type": status.code < 500 ? "invalid_request_error" : "server_error",
            "param": parameter.map { .string($0) } ?? .null, "code": .string(code),
        ]
    }

    private var systemOneReply: WireReply {
        let status = systemOneStatus
        let detail: JSONValue =
            switch kind {
            case .notJSON, .missing, .invalid:
                [["loc": location, "msg": .string(message), "type": .string(validationType)]]
            default: ["error_type": .string(errorType), "message": .string(message)]
            }
        let body: JSONValue = ["detail": detail]
        return WireReply(status: status, headers: extraHeaders, body: body.json)
    }

    private var openAIStatus: (HTTPResponseStatus, String) {
        switch kind {
        case .notJSON: (.badRequest, "invalid_json")
        case .missing: (.badRequest, "missing_required_parameter")
        case .invalid: (.badRequest, "invalid_value")
        case .unknownModel: (.notFound, "model_not_found")
        case .noRoute: (.notFound, "not_found")
        case .wrongMethod: (.methodNotAllowed, "method_not_allowed")
        case .unauthorized: (.unauthorized, "invalid_api_key")
        case .forbidden: (.forbidden, "forbidden")
        case .rateLimited: (.tooManyRequests, "rate_limit_exceeded")
        case .unknownFeature: (.notFound, "unknown_feature")
        case .conflict: (.conflict, "conflict")
        case .tooLarge: (.payloadTooLarge, "request_too_large")
        case .headersTooLarge: (.requestHeaderFieldsTooLarge, "headers_too_large")
        case .unsupportedEncoding: (.unsupportedMediaType, "unsupported_encoding")
        case .unsupportedMedia: (.unsupportedMediaType, "unsupported_media_type")
        case .badGateway: (.badGateway, "upstream_failed")
        case .gatewayTimeout: (.gatewayTimeout, "upstream_timeout")
        case .unavailable: (.serviceUnavailable, "unavailable")
        }
    }

    private var systemOneStatus: HTTPResponseStatus {
        switch kind {
        case .notJSON, .missing, .invalid: .unprocessableEntity
        case .unknownModel: .badRequest
        default: openAIStatus.0
        }
    }

    private var validationType: String {
        switch kind {
        case .notJSON: "json_invalid"
        case .missing: "missing"
        default: "value_error"
        }
    }

    private var errorType: String {
        switch kind {
        case .unknownModel: "api_usage_error"
        case .noRoute, .wrongMethod, .unknownFeature: "not_found"
        case .unauthorized: "authentication_error"
        case .rateLimited: "rate_limit_error"
        case .tooLarge: "max_tokens_exceeded"
        case .badGateway, .gatewayTimeout: "upstream_error"
        default: openAIStatus.1
        }
    }

    private var extraHeaders: [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        if kind == .unauthorized {
            // Makes a browser ask for the password, which is a key.
            headers.append(("www-authenticate", #"Basic realm="Assay", charset="UTF-8""#))
        }
        if let retryAfter {
            let seconds = retryAfter.components.seconds + 1
            headers.append(("retry-after", String(seconds)))
            headers.append(("retry-after-ms", String(Int64(retryAfter / .milliseconds(1)) + 1)))
        }
        return headers
    }

    /// The place as OpenAI writes it: `questions[0].choices`.
    private var parameter: String? {
        guard !place.isEmpty else { return nil }
        var text = ""
        for step in place {
            switch step {
            case .member(let name): text += (text.isEmpty ? "" : ".") + name
            case .element(let index): text += "[\(index)]"
            }
        }
        return text
    }

    /// The place as System One writes it: `["body", "questions", "q1"]`.
    private var location: JSONValue {
        .array(
            ["body"]
                + place.map { step in
                    switch step {
                    case .member(let name): .string(name)
                    case .element(let index): .int(Int64(index))
                    }
                })
    }
}
