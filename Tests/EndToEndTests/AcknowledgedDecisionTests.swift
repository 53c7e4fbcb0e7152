import CurlTransport
import Foundation
import Glibc
import GRDB
import Synchronization
import TestSupport
import Testing

/// Decisions whose reply has come are in the log, however the process ends, their shadows pending or
/// not.
struct AcknowledgedDecisionTests {
    @Test func `decisions that were answered before kill -9 are in the log, once`() async throws {
        try await Workspace.with { workspace in
            let answered = Answered()
            for round in 0..<3 {
                let transport = try CurlTransport()
                let outcome = try await Serving.with(
                    in: workspace, environment: ["ASSAY_MODEL_URL": "http://127.0.0.1:9/v1"]
                ) { server in
                    let (base, child) = (server.base, server.child)
                    await withTaskGroup { group in
                        for sender in 0..<4 {
                            group.addTask {
                                let name = "\(round)-\(sender)"
                                await Self.send(name, to: base, over: transport) { id in
                                    let count = answered.ids.withLock {
                                        $0.insert(id)
                                        return $0.count
                                    }
                                    // Others are under way.
                                    if count == 40 * (round + 1) { child.send(SIGKILL) }
                                }
                            }
                        }
                    }
                }
                await transport.shutdown()
                #expect(outcome.signal == SIGKILL)
            }
            let last = try await Serving.with(in: workspace) { _ in }
            #expect(last.exitCode == 0)
            let ids = answered.ids.withLock(\.self)
            #expect(ids.count >= 120)
            let log = try DatabaseQueue(path: workspace.url("assay.sqlite").path)
            let logged = try await log.read {
                try String.fetchAll($0, sql: "SELECT case_id FROM observation")
            }
            #expect(Set(logged).count == logged.count)
            #expect(ids.subtracting(logged).isEmpty)
        }
    }

    /// The cases of decisions that were answered.
    private final class Answered: Sendable {
        let ids = Mutex<Set<String>>([])
    }

    /// Asks for decisions until the server is gone; passes on the cases of those that were answered.
    private static func send(
        _ sender: String, to base: String, over transport: CurlTransport,
        _ note: (String) -> Void
    ) async {
        for number in 0... {
            let id = "\(sender)-\(number)"
            let body = """
                {"model":"support-triage","input":"my invoice is wrong","questions":[{
                "type":"choice","name":"team","instructions":"Which team?","choices":[
                {"value":"billing"},{"value":"technical"},{"value":"account"},{"value":"other"}]}],
                "x_assay":{"case_id":"\(id)"}}
                """
            let request = HTTPRequest(
                .post, base + "/v1/decisions", headers: ["Content-Type": "application/json"],
                body: Array(body.utf8), timeouts: .patient)
            guard let reply = try? await transport.send(request) else { break }
            guard reply.status == 200 else {
                Issue.record("\(reply.status): \(String(decoding: reply.body, as: UTF8.self))")
                break
            }
            note(id)
        }
    }
}
