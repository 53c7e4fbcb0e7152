import CurlTransport
import Foundation
import Glibc
import TestSupport
import Testing

/// A budget holds from one process to the next.
struct SpendingTests {
    private func ask(_ server: Serving, _ count: Int, over transport: CurlTransport) async throws {
        for number in 1...count {
            let body =
                #"{"model":"parcels","messages":[{"role":"user","content":"parcel \#(number)"}]}"#
            _ = try await transport.send(
                HTTPRequest(
                    .post, server.base + "/v1/chat/completions", body: Array(body.utf8),
                    timeouts: .patient))
        }
    }

    private func spent(_ server: Serving, over transport: CurlTransport) async throws -> String {
        let reply = try await transport.send(
            HTTPRequest(.get, server.base + "/v1/features/parcels", timeouts: .patient))
        return String(decoding: reply.body, as: UTF8.self)
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `what one process has spent, the next one does not spend again`(
        signal: Int32
    ) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let file = "\(Parcels.folder)/feature.yaml"
            try workspace.edit(file, "{ type: string }", "{ type: string, from: $text }")
            try workspace.edit(
                file, "{ concurrency: 4 }", "{ concurrency: 1, budget_usd_per_day: 0.0035 }")
            let transport = try CurlTransport()
            try await MockModel.with { model in
                for _ in 0..<2 {
                    try await Serving.with(
                        rules: workspace.url("Rules").path, in: workspace,
                        environment: model.environment
                    ) { server in
                        try await ask(server, 6, over: transport)
                        let isSpent = try await eventually {
                            try await spent(server, over: transport)
                                .contains(#""day_usd":0.003}"#)
                        }
                        #expect(isSpent)
                        let isKept = await eventually {
                            let kept = try? workspace.text("assay.sqlite-spending")
                            return kept?.contains(#""dayNanoUSD":3000000"#) == true
                        }
                        #expect(isKept)
                        server.child.send(signal)
                    }
                }
                #expect(model.requests.count == 3)
            }
            await transport.shutdown()
        }
    }
}
