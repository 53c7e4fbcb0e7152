import Decisions
import Evidence
import JSONCodec
import ShadowEvaluation

/// Takes what is learnt after a decision, by `POST /v1/outcomes` and `POST /v1/events`.
///
/// The reply is sent when it is on the disk.
struct SubmissionEndpoint: Sendable {
    let features: FeatureDirectory
    let services: GatewayServices
    let now: @Sendable () -> Timestamp

    func outcomes(_ bytes: [UInt8]) async throws -> WireReply {
        try await log(bytes, ids: "outcome_ids") { json, served in
            let outcome = try OutcomeReader(served.feature).read(json)
            guard let redacted = served.live.redacted(outcome) else {
                throw SubmissionProblem.caseMustNotBeNamed
            }
            return redacted
        } append: { [services, now] submissions, key in
            try await services.store.submit(submissions, of: key, receivedAt: now())
        }
    }

    func events(_ bytes: [UInt8]) async throws -> WireReply {
        try await log(bytes, ids: "event_ids") { json, served in
            let event: Event
            do throws(EventProblem) {
                event = try Event(json)
            } catch {
                throw SubmissionProblem("\(error)")
            }
            if let name = event.question, served.feature.question(named: name) == nil {
                throw SubmissionProblem.unknownQuestion(name, served.feature)
            }
            guard let redacted = served.live.redacted(event) else {
                throw SubmissionProblem.caseMustNotBeNamed
            }
            return redacted
        } append: { [services, now] events, key in
            try await services.store.append(events, of: key, receivedAt: now())
        }
    }

    /// Reads every object, logs those of each feature together, and says what became of each.
    private func log<Item: Sendable>(
        _ bytes: [UInt8], ids: String,
        read: (JSONValue, ServedFeature) throws -> Item,
        append: ([Item], FeatureKey) async throws -> [SubmissionReceipt]
    ) async throws -> WireReply {
        let body = try SubmissionBody(bytes)
        let table = features.table
        var report = SubmissionReport(count: body.items.count)
        var batches: [String: (feature: Feature, items: [(index: Int, item: Item)])] = [:]
        for (index, item) in body.items.enumerated() {
            do {
                let json = try Self.value(item)
                let served = try Self.feature(of: json, in: table)
                let read = try read(json, served)
                batches[served.feature.name, default: (served.feature, [])].items.append(
                    (index, read))
            } catch {
                report.set(.rejected("\(error)"), at: index)
            }
        }
        for name in batches.keys.sorted() {
            guard let batch = batches[name] else { continue }
            do {
                let key = try await services.key(of: batch.feature)
                let receipts = try await append(batch.items.map(\.item), key)
                for (entry, receipt) in zip(batch.items, receipts) {
                    report.set(Self.end(receipt), at: entry.index)
                }
            } catch {
                // What was logged of another feature is known again when all is sent again.
                throw WireProblem(
                    .unavailable, "the evidence log cannot take it now; send it again later")
            }
        }
        return report.reply(ids: ids)
    }

    private static func value(
        _ item: Result<JSONValue, JSONError>
    ) throws(SubmissionProblem) -> JSONValue {
        switch item {
        case .success(let value) where value.object != nil: return value
        case .success: throw SubmissionProblem("this is no object")
        case .failure(let error): throw SubmissionProblem("this is no JSON: \(error)")
        }
    }

    /// The feature that an object names; where only one is served, it need not.
    private static func feature(
        of json: JSONValue, in table: FeatureTable
    ) throws(SubmissionProblem) -> ServedFeature {
        guard let name = json["feature"], !name.isNull else {
            if table.features.count == 1 { return table.features[0] }
            throw SubmissionProblem("`feature` is missing, and more than one is served")
        }
        guard let text = name.string, let served = table.feature(named: text) else {
            throw SubmissionProblem("`feature` names none that is served here")
        }
        return served
    }

    private static func end(_ receipt: SubmissionReceipt) -> SubmissionReport.End {
        switch receipt {
        case .logged(let id): .accepted(id)
        case .known(let id): .duplicate(id)
        case .conflicting:
            .rejected("something else was logged under this `id`; that stands")
        case .refused: .rejected("the log does not have this question or value")
        }
    }
}

/// Why one object of a request is not logged.
struct SubmissionProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    static let caseMustNotBeNamed = SubmissionProblem(
        "the feature's `redact` keeps such a `case_id` out of the log, and has no `key` to hash it "
            + "with; name the `observation_id`")

    static func unknownQuestion(_ name: String, _ feature: Feature) -> SubmissionProblem {
        let names = feature.questions.map { "`\($0.name)`" }.joined(separator: ", ")
        return SubmissionProblem(
            "feature `\(feature.name)` has no question `\(name.prefix(64))`; it has \(names)")
    }
}
