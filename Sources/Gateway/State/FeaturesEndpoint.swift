import Decisions
import Evidence
import JSONCodec
import NIOHTTP1
import ShadowEvaluation
import Synchronization

/// How features run, and what an operator may change of it while they do.
struct FeaturesEndpoint: Sendable {
    let features: FeatureDirectory
    let services: GatewayServices
    let evidence: EvidenceShelf
    let clock: LiveClock
    /// Of two operators one comes after the other: neither undoes what the other has set.
    let turn: SwitchTurn

    func list() async -> WireReply {
        var states: [JSONValue] = []
        for served in features.table.features { states.append(await state(of: served)) }
        let body: JSONValue = ["schema": "assay.features/1", "features": .array(states)]
        return Self.reply(body)
    }

    func state(named name: String) async throws(WireProblem) -> WireReply {
        Self.reply(await state(of: try features.served(name)))
    }

    /// Sets switches, and returns the state that this leads to.
    func control(
        _ name: String, _ body: [UInt8], by actor: String?
    ) async throws(WireProblem) -> WireReply {
        let served = try features.served(name)
        let patch = try SwitchPatch(try Self.json(body))
        do throws(ControlError) {
            try turn.change(served.live, patch, by: actor)
        } catch {
            throw WireProblem(.invalid, "\(error)")
        }
        return Self.reply(await state(of: served))
    }

    /// Reads the files of a feature again, or of all where `name` is `nil`.
    func reload(_ name: String?, by actor: String?) async throws(WireProblem) -> WireReply {
        if let name { _ = try features.served(name) }
        let reloads = await services.reload(name, actor)
        let list: [JSONValue] = reloads.map {
            [
                "feature": .string($0.feature), "reloaded": .bool($0.isAccepted),
                "diagnostics": .strings($0.diagnostics), "warnings": .strings($0.warnings),
            ]
        }
        var body: JSONObject = ["schema": "assay.reload/1", "features": .array(list)]
        guard reloads.allSatisfy(\.isAccepted) else {
            let refused = reloads.filter { !$0.isAccepted }.map { "`\($0.feature)`" }
            let problem = WireProblem(
                .conflict,
                "the files of \(refused.joined(separator: ", ")) are refused; "
                    + "what ran before runs on")
            body["error"] = problem.openAIError
            return WireReply(status: .conflict, body: JSONValue.object(body).json)
        }
        return Self.reply(.object(body))
    }

    private func state(of served: ServedFeature) async -> JSONValue {
        let name = served.feature.name
        return await FeatureState(
            served: served, stale: features.staleness(of: name),
            progress: services.progress(),
            latest: try? await evidence.latest(of: served),
            judgements: evidence.judgements(of: served), now: clock.moment
        ).json
    }

    private static func json(_ body: [UInt8]) throws(WireProblem) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: body)
        } catch {
            throw WireProblem(.notJSON, "the body is no JSON: \(error)")
        }
    }

    private static func reply(_ body: JSONValue) -> WireReply {
        WireReply(headers: [("cache-control", "no-store")], body: body.json)
    }
}

/// Lets one operator at a time change a feature's switches.
final class SwitchTurn: Sendable {
    private let lock = Mutex<Void>(())

    func change(
        _ live: LiveFeature, _ patch: SwitchPatch, by actor: String?
    ) throws(ControlError) {
        try lock.withLock { _ throws(ControlError) in
            var switches = live.state.control.switches
            patch.apply(to: &switches)
            try live.set(switches, by: actor)
        }
    }
}

extension FeatureDirectory {
    /// The feature of a name; throws where it is not served.
    func served(_ name: String) throws(WireProblem) -> ServedFeature {
        let table = table
        if let feature = table.feature(named: name) { return feature }
        let names = table.names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        throw WireProblem(
            .unknownFeature,
            "there is no feature `\(name.prefix(64))`; "
                + (names.isEmpty ? "none is served" : "there are \(names)"))
    }
}
