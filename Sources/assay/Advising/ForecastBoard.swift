import Advisor
import Decisions
import Evidence
import JSONCodec
import Verdicts

/// Past forecasts beside what the evidence says of them now.
struct ForecastBoard {
    private let settled: [SettledForecast]
    /// Forecasts that were made when there was evidence to look at: they foresaw nothing.
    private let late: [(feature: String, forecast: Assessment.Forecast)]
    private let open: [String]

    init(_ paths: [String], questionnaire: String?, evidence: EvidenceOption) async throws {
        var settled: [SettledForecast] = []
        var late: [(feature: String, forecast: Assessment.Forecast)] = []
        var open: [String] = []
        for path in paths {
            let folder = try AssessmentFolder(path, questionnaire: questionnaire)
            guard TextFile.exists(folder.file) else {
                throw CommandFailure(
                    .missingFile,
                    "\(folder.file): there is no assessment; `assay advise \(path)` makes one")
            }
            let forecasts = try folder.assessment().forecasts
            guard let settlement = try await Self.settlement(folder, evidence) else {
                open.append(folder.name)
                continue
            }
            for forecast in forecasts {
                guard forecast.isBefore(settlement.began) else {
                    late.append((folder.name, forecast))
                    continue
                }
                settled.append(
                    SettledForecast(
                        feature: folder.name, forecast: forecast,
                        modelEarned: settlement.modelEarned))
            }
        }
        self.settled = settled
        self.late = late
        self.open = open
    }

    /// What the evidence says, and when it began.
    private struct Settlement {
        let modelEarned: Bool
        let began: Timestamp
    }

    /// Whether a model earns its place on any question; `nil` where that is not known yet.
    private static func settlement(
        _ folder: AssessmentFolder, _ evidence: EvidenceOption
    ) async throws -> Settlement? {
        guard FeatureFolder.exists(folder.path), TextFile.exists(evidence.path) else { return nil }
        let feature = try FeatureFolder.read(folder.path)
        try feature.requireSound()
        let definition = feature.feature
        let store = try evidence.open(.existing)
        let bench = try await VerdictBench(
            folder: feature, arguments: evidence.arguments(on: definition), challenger: nil,
            store: store, now: Clocks.now())
        var kinds: Set<Verdict.Decision> = []
        for question in definition.questions {
            kinds.insert(try await bench.verdict(on: question).decision)
        }
        let key = try await store.open(
            definition.name, questions: definition.questions,
            countingRule: definition.outcome.effective)
        let began = try await store.versions(of: key).map(\.firstLoggedAt).min()
        try store.close()
        guard let began else { return nil }
        let time = Timestamp(microseconds: began)
        if !kinds.isDisjoint(with: [.modelEarns, .cascadeEarns]) {
            return Settlement(modelEarned: true, began: time)
        }
        return kinds == [.heuristicStays] ? Settlement(modelEarned: false, began: time) : nil
    }

    var text: String {
        var lines = settled.map { settled in
            "\(settled.feature): on \(settled.forecast.on.prefix(10)) \(settled.forecast.by) gave a model "
                + "\(Int((settled.forecast.modelEarns * 100).rounded())) %; "
                + (settled.modelEarned ? "it earned its place" : "the rules stayed")
        }
        if let all = BrierScore(settled) {
            lines += ["", "Brier score (0 is foresight, 0.25 is a coin): \(Self.words(all))"]
            lines += groups(\.decidedBy).map { "  decided by \($0): \(Self.words($1))" }
            lines += groups(\.by).map { "  said by \($0): \(Self.words($1))" }
        }
        lines += late.map {
            "\($0.feature): the forecast of \($0.forecast.on.prefix(10)) by \($0.forecast.by) was made "
                + "when there was evidence to look at, and does not count"
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
            "late": .int(Int64(late.count)), "open": .array(open.map { .string($0) }),
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
