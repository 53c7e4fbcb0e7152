import Advisor
import Decisions
import Evidence
import JSONCodec
import Verdicts

/// Past forecasts beside what the evidence says of them now.
struct ForecastBoard {
    private let settled: [SettledForecast]
    private let open: [String]

    init(_ paths: [String], questionnaire: String?, evidence: EvidenceOption) async throws {
        var settled: [SettledForecast] = []
        var open: [String] = []
        for path in paths {
            let folder = try AssessmentFolder(path, questionnaire: questionnaire)
            guard TextFile.exists(folder.file) else {
                throw CommandFailure(
                    .missingFile,
                    "\(folder.file): there is no assessment; `assay advise \(path)` makes one")
            }
            let forecasts = try folder.assessment().forecasts
            guard let modelEarned = try await Self.outcome(folder, evidence) else {
                open.append(folder.name)
                continue
            }
            settled += forecasts.map {
                SettledForecast(feature: folder.name, forecast: $0, modelEarned: modelEarned)
            }
        }
        self.settled = settled
        self.open = open
    }

    /// Whether a model earns its place on any question; `nil` where that is not known yet.
    private static func outcome(
        _ folder: AssessmentFolder, _ evidence: EvidenceOption
    ) async throws -> Bool? {
        guard FeatureFolder.exists(folder.path), TextFile.exists(evidence.path) else { return nil }
        let feature = try FeatureFolder.read(folder.path)
        try feature.requireSound()
        let store = try evidence.open(.existing)
        let bench = try await VerdictBench(
            folder: feature, arguments: evidence.arguments(on: feature.feature), challenger: nil,
            store: store, now: Clocks.now())
        var kinds: Set<Verdict.Decision> = []
        for question in feature.feature.questions {
            kinds.insert(try await bench.verdict(on: question).decision)
        }
        try store.close()
        if !kinds.isDisjoint(with: [.modelEarns, .cascadeEarns]) { return true }
        return kinds == [.heuristicStays] ? false : nil
    }

    var text: String {
        var lines = settled.map { settled in
            "\(settled.feature): on \(settled.forecast.on) \(settled.forecast.by) gave a model "
                + "\(Int((settled.forecast.modelEarns * 100).rounded())) %; "
                + (settled.modelEarned ? "it earned its place" : "the rules stayed")
        }
        if let all = BrierScore(settled) {
            lines += ["", "Brier score (0 is foresight, 0.25 is a coin): \(Self.words(all))"]
            lines += groups(\.decidedBy).map { "  decided by \($0): \(Self.words($1))" }
            lines += groups(\.by).map { "  said by \($0): \(Self.words($1))" }
        }
        lines += open.map { "\($0): not settled yet; the log has no verdict on it" }
        return lines.joined(separator: "\n")
    }

    var json: JSONValue {
        func scores(_ groups: [(String, BrierScore)]) -> JSONValue {
            .array(
                groups.map {
                    [
                        "name": .string($0), "brier": .double($1.score),
                        "forecasts": .int(Int64($1.forecasts)),
                    ]
                })
        }
        return [
            "schema": "assay.forecast-score/1",
            "brier": .doubleOrNull(BrierScore(settled)?.score),
            "forecasts": .int(Int64(settled.count)),
            "by_factor": scores(groups(\.decidedBy)), "by_person": scores(groups(\.by)),
            "open": .array(open.map { .string($0) }),
        ]
    }

    private func groups(
        _ key: KeyPath<Assessment.Forecast, String>
    ) -> [(String, BrierScore)] {
        Dictionary(grouping: settled) { $0.forecast[keyPath: key] }
            .sorted { $0.key < $1.key }
            .compactMap { name, group in BrierScore(group).map { (name, $0) } }
    }

    private static func words(_ score: BrierScore) -> String {
        let rounded = (score.score * 1000).rounded() / 1000
        return "\(rounded) over \(score.forecasts) forecast\(score.forecasts == 1 ? "" : "s")"
    }
}
