package import Statistics

/// How often the audits fire on their scenarios.
package struct AuditStudy: Sendable {
    /// The figures of one scenario.
    package struct Row: Sendable {
        package var audit: AuditID
        package var kind: AuditScenario.Kind
        package var description: String
        package var seeds: Int
        package var fires: Int
        package var watches: Int
        package var cannotTell: Int

        /// The share of seeds on which it fired, with the exact interval of 95 %.
        package var rate: Estimate {
            Estimate(
                value: Double(fires) / Double(seeds),
                interval: clopperPearsonInterval(successes: fires, trials: seeds),
                confidence: 0.95)
        }
    }

    /// Runs a scenario with every one of `seeds`.
    package static func run(
        _ audit: any Audit.Type, _ scenario: AuditScenario, seeds: ClosedRange<Int>
    ) -> Row {
        var row = Row(
            audit: audit.id, kind: scenario.kind, description: scenario.description,
            seeds: seeds.count, fires: 0, watches: 0, cannotTell: 0)
        for seed in seeds {
            switch scenario.finding(of: audit, seed: UInt64(seed)).status {
            case .fires: row.fires += 1
            case .watch: row.watches += 1
            case .cannotTell: row.cannotTell += 1
            case .ok: break
            }
        }
        return row
    }
}

extension AuditStudy.Row {
    /// Adds what was found on further seeds.
    package static func += (left: inout Self, right: Self) {
        left.seeds += right.seeds
        left.fires += right.fires
        left.watches += right.watches
        left.cannotTell += right.cannotTell
    }
}
