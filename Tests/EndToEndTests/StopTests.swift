import Foundation
import Synchronization
import TestSupport
import Testing

/// SIGTERM under load: what became of every request.
struct StopTests {
    /// What clients know of their requests, by case.
    private struct Known {
        var answered: Set<String> = []
        /// The connection was closed without one byte of a reply.
        var turnedAway: Set<String> = []
        /// Anything else, which must not be.
        var broken: [String] = []
    }

    private final class Clients: Sendable {
        private let state = Mutex(Known())

        var known: Known { state.withLock { $0 } }

        func note(_ id: String, _ reply: String, isWhole: Bool) {
            state.withLock { known in
                if isWhole, reply.hasPrefix("HTTP/1.1 200") {
                    known.answered.insert(id)
                } else if reply.isEmpty {
                    known.turnedAway.insert(id)
                } else {
                    known.broken.append(reply)
                }
            }
        }
    }

    @Test(arguments: 0..<4)
    func `every request has its whole reply or was never read`(round: Int) async throws {
        let clients = Clients()
        try await Workspace.with { workspace in
            let outcome = try await Serving.with(in: workspace) { server in
                let port = try #require(server.base.split(separator: ":").last.flatMap { Int($0) })
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for client in 0..<24 {
                        group.addTask { await Self.call(client, port, clients) }
                    }
                    // Some work is under way whenever it comes.
                    while clients.known.answered.count < 100 + 50 * round {
                        try await Task.sleep(for: .milliseconds(2))
                    }
                    server.child.send(SIGTERM)
                    try await group.waitForAll()
                }
            }
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            let logged = try await workspace.export(
                Workspace.root.appending(path: "Rules/support-triage").path)
            let known = clients.known
            #expect(known.broken == [])
            #expect(Set(logged.map(\.case_id)) == known.answered)
            #expect(logged.count == known.answered.count)
            #expect(known.turnedAway.isDisjoint(with: known.answered))
        }
    }

    /// Asks again and again, on one connection or on one for each request, until nobody listens.
    private static func call(_ client: Int, _ port: Int, _ clients: Clients) async {
        let keepsAlive = client % 2 == 0
        var connection: RawConnection?
        for number in 0... {
            let id = "\(client)-\(number)"
            if connection == nil { connection = try? RawConnection(port: port) }
            guard let open = connection else { return }
            open.send(request(id, keepsAlive: keepsAlive))
            let reply = await open.read(until: isWhole)
            let isWhole = isWhole(reply)
            clients.note(id, reply, isWhole: isWhole)
            if !isWhole || !keepsAlive || reply.contains("connection: close") { connection = nil }
        }
    }

    private static func request(_ id: String, keepsAlive: Bool) -> String {
        let body =
            #"{"model":"support-triage","state":"refund","questions":{"team":{"type":"choice","#
            + #""criteria":{"billing":null,"technical":null,"account":null,"other":null}}},"#
            + #""x_assay":{"case_id":"\#(id)"}}"#
        return wire("/v1/systemone", body, "connection: \(keepsAlive ? "keep-alive" : "close")")
    }

    private static func isWhole(_ reply: String) -> Bool {
        guard let match = reply.firstMatch(of: /content-length: (\d+)/),
            let length = Int(match.1), let end = reply.range(of: "\r\n\r\n")
        else { return false }
        return reply[end.upperBound...].utf8.count == length
    }
}
