import CurlTransport
import Foundation
import TestSupport
import Testing

/// Shadows that cost money: what gateways get wrong is the price of a call, the limit, and the saving.
struct PaidShadowTests {
    /// Asks `count` times, waits until every shadow has ended, and returns the metrics.
    private func metrics(
        ofAsking count: Int, price: String, budget: String, ends: [String], calls: Int
    ) async throws -> [Substring] {
        var lines: [Substring] = []
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1, model: price)
            let file = "\(Parcels.folder)/feature.yaml"
            try workspace.edit(file, "{ type: string }", "{ type: string, from: $text }")
            try workspace.edit(file, "{ concurrency: 4 }", "{ concurrency: 4\(budget) }")
            let transport = try CurlTransport()
            try await MockModel.with { model in
                try await Serving.with(
                    rules: workspace.url("Rules").path, in: workspace,
                    environment: model.environment
                ) { server in
                    for number in 1...count {
                        let body =
                            #"{"model":"parcels","messages":[{"role":"user","content":"#
                            + #""parcel \#(number)"}]}"#
                        let reply = try await transport.send(
                            HTTPRequest(
                                .post, server.base + "/v1/chat/completions", body: Array(body.utf8),
                                timeouts: .patient))
                        #expect(reply.status == 200)
                    }
                    let haveEnded = try await eventually {
                        let reply = try await transport.send(
                            HTTPRequest(.get, server.base + "/metrics", timeouts: .patient))
                        lines = String(decoding: reply.body, as: UTF8.self).split(separator: "\n")
                        return ends.allSatisfy {
                            let model = #"feature="parcels",path="model""#
                            return lines.contains("assay_answers_total{\(model),\($0)")
                        }
                    }
                    #expect(haveEnded, "\(lines)")
                }
                #expect(model.requests.count == calls)
            }
            await transport.shutdown()
        }
        return lines
    }

    @Test func `a budget is never passed, and what is saved is net of the shadows`() async throws {
        let lines = try await metrics(
            ofAsking: 30, price: "price: { per_call: 0.001 }",
            budget: ", budget_usd_per_day: 0.0105",
            ends: [
                #"status="answered",reason=""} 10"#, #"status="skipped",reason="over_budget"} 20"#,
            ], calls: 10)
        let model = #"{feature="parcels",path="model"}"#
        #expect(lines.contains("assay_spent_usd_total\(model) 0.01"))
        // Thirty calls would have cost 0.03.
        #expect(lines.contains("assay_net_saved_usd\(model) 0.02"))
    }

    @Test func `a shadow of every request saves nothing`() async throws {
        let lines = try await metrics(
            ofAsking: 5, price: "price: { per_call: 0.001 }", budget: "",
            ends: [#"status="answered",reason=""} 5"#], calls: 5)
        #expect(lines.contains(#"assay_net_saved_usd{feature="parcels",path="model"} 0.0"#))
    }

    @Test func `an unknown price is no price of zero, and a budget allows no such call`()
        async throws
    {
        let unknown = try await metrics(
            ofAsking: 3, price: "retries: 0", budget: "",
            ends: [#"status="answered",reason=""} 3"#], calls: 3)
        #expect(unknown.contains(#"assay_unpriced_total{feature="parcels",path="model"} 3"#))
        #expect(!unknown.contains { $0.hasPrefix("assay_net_saved_usd{") })
        _ = try await metrics(
            ofAsking: 3, price: "retries: 0", budget: ", budget_usd_per_day: 1",
            ends: [#"status="skipped",reason="over_budget"} 3"#], calls: 0)
    }
}
