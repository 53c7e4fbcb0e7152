import CurlTransport
import Gateway
import JSONCodec
import ShadowEvaluation
import TestSupport
import Testing

/// Bodies that no client means to send.
struct HostileBodyTests {
    private static let bodies: [(path: String, body: String)] = [
        (
            "/v1/decisions",
            DecisionsTests.body(
                #"[{"role":"user","content":[{"type":"input_text","text":"now \u00e9"},"#
                    + #"{"type":"input_json","data":[{"order":{"amount":1e2}}]}]}]"#,
                DecisionsTests.route, DecisionsTests.anger, DecisionsTests.urgent,
                more: #","x_assay":{"case_id":"c","groups":{"a":"b"}}"#)
        ),
        ("/v1/systemone", SystemOneTests.body(#"[{"text":"now"},{"order":{"amount":3}}]"#)),
        (
            "/v1/chat/completions",
            #"{"model":"parcels","n":2,"messages":[{"role":"user","content":"now {\"a\":1}"}],"#
                + #""response_format":{"type":"json_object"}}"#
        ),
    ]

    @Test(arguments: [1, 2, 3])
    func `a damaged body gets an answer or an error, always in JSON`(seed: UInt64) async throws {
        try await RunningGateway.with { gateway in
            var random = Generator(state: seed)
            for round in 0..<300 {
                let (path, body) = Self.bodies[round % Self.bodies.count]
                let damaged = Self.damage(Array(body.utf8), &random)
                let response = try await gateway.transport.send(
                    HTTPRequest(.post, gateway.url(path), body: damaged, timeouts: .patient))
                let text = String(decoding: damaged, as: UTF8.self)
                #expect([200, 400, 404, 422].contains(response.status), "\(text)")
                #expect(throws: Never.self, "\(text)") {
                    _ = try JSONValue(parsing: response.body)
                }
            }
            let ledger = gateway.features[0].live.state.ledger.snapshot
            #expect(ledger.addsUp && ledger.inProgress == 0)
        }
    }

    @Test func `deep nesting is refused, not followed`() async throws {
        try await RunningGateway.with { gateway in
            let deep = String(repeating: "[", count: 100_000)
            for (path, body) in [
                ("/v1/decisions", DecisionsTests.body(deep, DecisionsTests.urgent)),
                ("/v1/systemone", SystemOneTests.body(#"{"a":\#(deep)"#)),
                ("/v1/chat/completions", #"{"model":"parcels","x":\#(deep)"#),
            ] {
                let reply = try await gateway.post(path, body)
                #expect([400, 422].contains(reply.status))
            }
        }
    }

    /// Changes, drops, doubles or cuts off some of the bytes.
    private static func damage(_ bytes: [UInt8], _ random: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...3, using: &random) {
            guard !bytes.isEmpty else { break }
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0...4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
            case 3: bytes[place] = Array(#"{}[],:"0tn-"#.utf8).randomElement(using: &random) ?? 0
            default: if place > bytes.count / 2 { bytes.removeSubrange(place...) }
            }
        }
        return bytes
    }

    /// SplitMix64.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
