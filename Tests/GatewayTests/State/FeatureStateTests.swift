import CurlTransport
import Decisions
import Evidence
import Gateway
import JSONCodec
import Testing

/// What a feature does and how an operator changes it, over HTTP.
struct FeatureStateTests {
    private static let decision =
        #"{"model":"parcels","input":"now","questions":[{"type":"predicate","name":"urgent","#
        + #""instructions":"?"}]}"#

    private func control(_ gateway: RunningGateway, _ body: String) async throws -> Reply {
        try await gateway.post("/v1/features/parcels/control", body)
    }

    @Test func `the state counts every request and every path's answer`() async throws {
        let feature = try TestFeature.make(model: { _ in 1 })
        try await RunningGateway.with([feature]) { gateway in
            for _ in 0..<3 { _ = try await gateway.post("/v1/decisions", Self.decision) }
            let state = try await gateway.get("/v1/features/parcels").json
            #expect(state["schema"]?.string == "assay.feature-state/1")
            #expect(state["in_charge"]?.string == "heuristic")
            #expect(state["requests"]?["answered"]?.int == 3)
            #expect(state["paths"]?.array?.map { $0["path"]?.string } == ["heuristic", "model"])
            let list = try await gateway.get("/v1/features").json
            #expect(list["features"]?.array?.map { $0["feature"]?.string } == ["parcels"])
        }
    }

    @Test func `an operator puts another path in charge, and gives the switch back`() async throws {
        let feature = try TestFeature.make(model: { _ in 0 })
        try await RunningGateway.with([feature]) { gateway in
            let set = try await control(gateway, #"{"in_charge":"model","shadow_sample":0.5}"#)
            #expect(set.status == 200 && set.json["in_charge"]?.string == "model")
            #expect(set.json["switches"]?["shadow_sample"]?.double == 0.5)
            let asked = try await gateway.post("/v1/decisions", Self.decision).json
            #expect(asked["x_assay"]?["in_charge"]?.string == "model")
            // What is left out stays as it is.
            let off = try await control(gateway, #"{"models_off":true}"#).json
            #expect(off["switches"]?["in_charge"]?.string == "model")
            let back = try await control(gateway, #"{"in_charge":null,"models_off":null}"#).json
            #expect(back["in_charge"]?.string == "heuristic")
            #expect(back["switches"]?["models_off"]?.bool == false)
        }
    }

    @Test(arguments: [
        (#"{"in_charge":"nobody"}"#, "there are `heuristic`"),
        (#"{"split_share":0.5}"#, "no split"), (#"{"shadow_sample":2}"#, "expected 0 to 1"),
        (#"{"shadow_sample":"all"}"#, "`shadow_sample` is neither"),
        (#"{"pause":true}"#, "there is no switch `pause`"), ("{}", "names no switch"),
        ("[]", "is an object"), ("{", "no JSON"),
    ])
    func `a change that cannot be is refused whole`(body: String, fact: String) async throws {
        try await RunningGateway.with { gateway in
            let reply = try await control(gateway, body)
            #expect(reply.status == 400)
            #expect(
                reply.json["error"]?["message"]?.string?.contains(fact) == true, "\(reply.text)")
        }
    }

    @Test func `an unknown feature is a 404 that names those that are served`() async throws {
        try await RunningGateway.with { gateway in
            for path in ["/v1/features/nope", "/features/nope", "/features/nope/label"] {
                let reply = try await gateway.get(path)
                #expect(reply.status == 404 && reply.text.contains("`parcels`"))
            }
        }
    }

    @Test func `refused files are a conflict with their diagnostics`() async throws {
        try await RunningGateway.with(reload: { name, _ in
            [FeatureReload(feature: name ?? "parcels", diagnostics: ["rules.yaml:1:1: no"])]
        }) { gateway in
            for path in ["/v1/reload", "/v1/features/parcels/reload"] {
                let reply = try await gateway.post(path, "")
                #expect(reply.status == 409)
                let entry = reply.json["features"]?[0]
                #expect(entry?["reloaded"]?.bool == false)
                #expect(entry?["diagnostics"]?[0]?.string == "rules.yaml:1:1: no")
            }
        }
    }

    @Test(arguments: [
        ("/v1/outcomes", "POST"), ("/v1/features/parcels", "GET"),
        ("/v1/features/parcels/control", "POST"), ("/features/parcels/label", "GET, POST"),
    ])
    func `a wrong method is told the right ones`(path: String, allowed: String) async throws {
        try await RunningGateway.with { gateway in
            let reply =
                allowed == "POST"
                ? try await gateway.get(path) : try await gateway.delete(path)
            #expect(reply.status == 405 && reply.headers["allow"] == allowed)
        }
    }
}
