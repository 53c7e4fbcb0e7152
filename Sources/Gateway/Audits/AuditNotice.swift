package import Audits
import Crypto
package import CurlTransport
package import Decisions
import Evidence
import Foundation
import JSONCodec

/// Word that audits of a feature have started or stopped firing, posted to a web hook.
package struct AuditNotice: Sendable {
    /// The header that carries `sha256=` and the HMAC-SHA-256 of the body in hexadecimal.
    package static let signature = "x-assay-signature"

    let feature: String
    let at: Timestamp
    let changes: [(history: AuditHistory, fires: Bool)]

    /// Compares what the last scheduled run said with what this one says; `nil` where nothing started
    /// or stopped.
    ///
    /// What somebody saw between the two by `assay audit` has not been told to anybody else.
    package init?(_ feature: String, before: [AuditHistory], now: [AuditHistory], at: Timestamp) {
        func key(_ history: AuditHistory) -> [String] {
            [history.audit.rawValue, history.question ?? ""]
        }
        let firing = Set(before.filter(\.firedOnSchedule).map(key))
        changes = now.filter { $0.fires != firing.contains(key($0)) }.map { ($0, $0.fires) }
        guard !changes.isEmpty else { return nil }
        self.feature = feature
        self.at = at
    }

    /// By audit, whether it has started to fire.
    package var summary: [(audit: String, fires: Bool)] {
        changes.map { ($0.history.audit.rawValue, $0.fires) }
    }

    /// One object of the schema `assay.audit-notice/1`.
    package var body: [UInt8] {
        let changes = changes.map { history, fires -> JSONValue in
            [
                "id": .string(history.audit.rawValue), "name": .string(history.audit.title),
                "question": history.question.map { .string($0) } ?? .null,
                "change": fires ? "started" : "stopped",
                "status": .string(history.runs.last?.status ?? ""),
                "sentence": .string(history.runs.last?.sentence ?? ""),
            ]
        }
        let notice: JSONValue = [
            "schema": "assay.audit-notice/1", "feature": .string(feature),
            "at": .string(at.description), "audits": .array(changes),
        ]
        return notice.json
    }

    /// Whether notices may be sent there: encrypted, or to this machine.
    package static func isAllowed(_ url: String) -> Bool {
        guard let parts = URLComponents(string: url), let host = parts.host, parts.user == nil
        else {
            return false
        }
        let name = host.trimmingCharacters(in: ["[", "]"])
        return parts.scheme == "https"
            || parts.scheme == "http" && GatewayConfiguration.isLoopback(name)
    }

    /// Returns the signed request; it ends within ten seconds and reads at most 64 KiB of an answer.
    package func request(to url: String, key: String) -> HTTPRequest {
        let code = HMAC<SHA256>.authenticationCode(
            for: body, using: SymmetricKey(data: Data(key.utf8)))
        let digits = code.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        var headers = HTTPHeaders()
        headers.add("content-type", "application/json")
        headers.add(Self.signature, "sha256=" + digits)
        return HTTPRequest(
            .post, url, headers: headers, body: body, timeouts: HTTPTimeouts(total: .seconds(10)),
            limits: HTTPLimits(maxBodyBytes: 64 << 10))
    }
}
