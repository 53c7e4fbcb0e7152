import CurlTransport
import Foundation
import Synchronization
import TestSupport
import Testing

/// A gateway's calls of a model that is in trouble: retries do not multiply its load.
struct RetryBudgetTests {
    private static let feature = """
        feature: parcels
        questions:
          - { name: route, type: choice, instructions: Who decides?, choices: [approve, review] }
        fields:
          text: { type: string, from: $text }
        paths:
          heuristic: { rules: rules.yaml }
          model: { api: chat, base_url: "${ASSAY_MODEL_URL}", model: mock-1 }
        in_charge: model
        outcome: { depends_on_answer: no, matures_after: 0s }
        economics: { correct: 0, wrong: { default: 5.00 }, abstain: 2.00, fail: 2.00 }

        """

    @Test func `of many calls whose first try fails only some are tried again`() async throws {
        let calls = 40
        try await Workspace.with { workspace in
            try workspace.write("Rules/parcels/feature.yaml", Self.feature)
            try workspace.write("Rules/parcels/rules.yaml", "rules: []\notherwise: approve\n")
            let transport = try CurlTransport()
            let seen = Mutex<Set<String>>([])
            let tries = try await MockModel.with({ _, text in
                seen.withLock { $0.insert(text).inserted }
                    ? [.respond(429, ["retry-after-ms": "1"], "{}")] : [MockModel.answer(text)]
            }) { model in
                try await Serving.with(
                    rules: workspace.url("Rules").path, in: workspace,
                    environment: model.environment
                ) { server in
                    for number in 1...calls {
                        let body =
                            #"{"model":"parcels","messages":[{"role":"user","content":"#
                            + #""parcel \#(number)"}]}"#
                        let reply = try await transport.send(
                            HTTPRequest(
                                .post, server.base + "/v1/chat/completions", body: Array(body.utf8),
                                timeouts: .patient))
                        #expect(reply.status == 200)
                    }
                }
                return model.requests.count
            }
            await transport.shutdown()
            // Ten are there from the start, and each call earns a fifth of one.
            #expect((calls + 10...calls + 10 + calls / 5).contains(tries), "\(tries)")
            let answers = try await workspace.export("Rules/parcels").answers(of: "model")
            #expect(answers.count { $0.answer.status == "answered" } == tries - calls)
            #expect(answers.count { $0.answer.reason == "rate_limited" } == 2 * calls - tries)
        }
    }
}
