import CurlTransport
import Foundation
import TestSupport
import Testing

/// A shadow that never ends, as mirrors in gateways have it: callers must not notice.
struct HangingShadowTests {
    @Test func `the next requests on a connection do not wait for a shadow that hangs`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let feature = Parcels.feature("price: { per_call: 0.001 }", "10m")
                .replacing("text:   { type: string }", with: "text: { type: string, from: $text }")
            try workspace.write("\(Parcels.folder)/feature.yaml", feature)
            let transport = try CurlTransport()
            let gate = Gate()
            _ = try await MockModel.with({ _, text in [gate.step, MockModel.answer(text)] }) {
                model in
                try await Serving.with(
                    rules: workspace.url("Rules").path, in: workspace,
                    environment: model.environment
                ) { server in
                    for number in 1...4 {
                        let body =
                            #"{"model":"parcels","messages":[{"role":"user","content":"#
                            + #""parcel \#(number)"}]}"#
                        let reply = try await transport.send(
                            HTTPRequest(
                                .post, server.base + "/v1/chat/completions", body: Array(body.utf8),
                                timeouts: .patient))
                        #expect(reply.status == 200)
                    }
                    // All replies are here while no shadow has got any.
                    await model.expectRequests(4)
                    #expect(!gate.isOpen)
                    gate.open()
                }
            }
            await transport.shutdown()
            let answers = try await workspace.export(Parcels.folder).answers(of: "model")
            #expect(answers.map(\.answer.status) == Array(repeating: "answered", count: 4))
        }
    }
}
