import CurlTransport
import Foundation
import Glibc
import GRDB
import Synchronization
import TestSupport
import Testing

/// Outcomes whose reply has come are in the log, however the process ends.
struct AcknowledgedOutcomeTests {
    @Test func `outcomes that were acknowledged before kill -9 are in the log, once`() async throws
    {
        try await Workspace.with { workspace in
            let acknowledged = Acknowledged()
            for round in 0..<3 {
                let transport = try CurlTransport()
                let outcome = try await Serving.with(in: workspace) { server in
                    let (base, child) = (server.base, server.child)
                    await withTaskGroup(of: Void.self) { group in
                        for sender in 0..<4 {
                            group.addTask {
                                let name = "\(round)-\(sender)"
                                await Self.send(name, to: base, over: transport) { ids in
                                    // Others are under way.
                                    if acknowledged.add(ids) >= 300 * (round + 1) {
                                        child.send(SIGKILL)
                                    }
                                }
                            }
                        }
                    }
                }
                await transport.shutdown()
                #expect(outcome.signal == SIGKILL)
            }
            let ids = acknowledged.ids
            #expect(ids.count >= 900)
            let log = try DatabaseQueue(path: workspace.url("assay.sqlite").path)
            let logged = try await log.read {
                try String.fetchAll($0, sql: "SELECT case_id FROM outcome")
            }
            #expect(Set(logged).count == logged.count)
            #expect(ids.subtracting(logged).isEmpty)
        }
    }

    /// Sends outcomes, ten at a time, until the server is gone; passes on those of every reply.
    private static func send(
        _ sender: String, to base: String, over transport: CurlTransport,
        _ note: ([String]) -> Void
    ) async {
        for batch in 0... {
            let ids = (0..<10).map { "\(sender)-\(batch)-\($0)" }
            let lines = ids.map {
                #"{"feature":"support-triage","id":"\#($0)","case_id":"\#($0)","value":"billing"}"#
            }
            let request = HTTPRequest(
                .post, base + "/v1/outcomes", body: Array(lines.joined(separator: "\n").utf8),
                timeouts: .patient)
            guard let reply = try? await transport.send(request), reply.status == 200 else {
                return
            }
            note(ids)
        }
    }
}

/// The ids that replies have acknowledged.
private final class Acknowledged: Sendable {
    private let state = Mutex<Set<String>>([])

    var ids: Set<String> { state.withLock { $0 } }

    /// Returns how many there are now.
    func add(_ ids: [String]) -> Int {
        state.withLock {
            $0.formUnion(ids)
            return $0.count
        }
    }
}
