import CurlTransport
import Foundation
import Synchronization
import TestSupport
import Testing

/// A model that does not agree with itself: how often stands beside how often the paths differ.
struct NoiseFloorTests {
    private struct State: Decodable {
        struct Path: Decodable {
            struct Noise: Decodable {
                var pairs: Int
                var estimate, low, high: Double
            }
            var path: String
            var noise_floor: Noise?
        }
        var paths: [Path]
    }

    @Test func `a model that is asked twice is held against itself, on the page and in the state`()
        async throws
    {
        let asked = Mutex<[String: Int]>([:])
        try await MockModel.with { _, text in
            let time = asked.withLock { asked in
                asked[text, default: 0] += 1
                return asked[text]
            }
            // About a parcel with an even number it changes its mind.
            let isChanged = MockModel.label(of: text) == "approve" && time == 2
            return [MockModel.say(isChanged ? "review" : MockModel.label(of: text))]
        } _: { model in
            try await Workspace.with { workspace in
                try Parcels.write(to: workspace, count: 1)
                let file = "\(Parcels.folder)/feature.yaml"
                try workspace.edit(file, "{ type: string }", "{ type: string, from: $text }")
                try workspace.edit(file, "{ concurrency: 4 }", "{ concurrency: 4, repeat: 1 }")
                try await Serving.with(
                    rules: workspace.url("Rules").path, in: workspace,
                    environment: model.environment
                ) { server in
                    let transport = try CurlTransport()
                    try await ask(server.base, 6, over: transport)
                    let model = try await noise(server.base, of: "model", pairs: 6, over: transport)
                    #expect(model.estimate == 0.5 && model.low < 0.2 && model.high > 0.8)
                    let page = try await get(server.base + "/features/parcels", over: transport)
                    #expect(page.contains("<dt>model with itself</dt><dd>50% (19% to 81%)</dd>"))
                    await transport.shutdown()
                }
            }
        }
    }

    private func ask(_ base: String, _ count: Int, over transport: CurlTransport) async throws {
        for number in 1...count {
            let body =
                #"{"model":"parcels","messages":[{"role":"user","content":"parcel \#(number)"}]}"#
            _ = try await transport.send(
                HTTPRequest(
                    .post, base + "/v1/chat/completions", body: Array(body.utf8), timeouts: .patient
                ))
        }
    }

    /// Waits until so many pairs of the path's answers are in the log.
    private func noise(
        _ base: String, of path: String, pairs: Int, over transport: CurlTransport
    ) async throws -> State.Path.Noise {
        var noise: State.Path.Noise?
        _ = try await eventually {
            let json = try await get(base + "/v1/features/parcels", over: transport)
            let state = try JSONDecoder().decode(State.self, from: Data(json.utf8))
            noise = state.paths.first { $0.path == path }?.noise_floor
            return noise?.pairs == pairs
        }
        return try #require(noise)
    }

    private func get(_ url: String, over transport: CurlTransport) async throws -> String {
        let reply = try await transport.send(HTTPRequest(.get, url, timeouts: .patient))
        return String(decoding: reply.body, as: UTF8.self)
    }
}
