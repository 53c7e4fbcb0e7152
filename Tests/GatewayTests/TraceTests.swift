import CurlTransport
import Gateway
import Models
import Synchronization
import Testing

/// What becomes of a caller's place in a distributed trace.
struct TraceTests {
    @Test func `a trace goes on to a feature's own model, under a new parent`() async throws {
        let seen = Mutex<String?>(nil)
        let feature = try TestFeature.make(inCharge: "model") { _ in
            seen.withLock { $0 = CallTrace.traceparent }
            return 1
        }
        let trace = "0af7651916cd43dd8448eb211c80319c"
        try await RunningGateway.with([feature]) { gateway in
            let reply = try await gateway.post(
                "/v1/decisions",
                #"{"model":"parcels","input":"x","questions":[{"type":"predicate","#
                    + #""name":"urgent","instructions":""}]}"#,
                headers: ["traceparent": "00-\(trace)-b7ad6b7169203331-01"])
            #expect(reply.status == 200)
        }
        let sent = try #require(seen.withLock { $0 })
        #expect(sent.hasPrefix("00-\(trace)-") && sent.hasSuffix("-01"))
        #expect(!sent.contains("b7ad6b7169203331"))
    }
}
