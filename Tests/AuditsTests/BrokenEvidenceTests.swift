import Audits
import Statistics
import Testing

/// What audits say of evidence that is broken.
struct BrokenEvidenceTests {
    private struct Trial: Sendable, CustomTestStringConvertible {
        var audit: any Audit.Type
        var fault: BrokenEvidence

        var testDescription: String { "\(audit.id.rawValue): \(fault.rawValue)" }
    }

    private static let trials = AuditCatalogue.all.flatMap { audit in
        BrokenEvidence.allCases.map { Trial(audit: audit, fault: $0) }
    }

    private static func finding(
        _ trial: Trial, _ kind: AuditScenario.Kind
    ) throws -> AuditFinding {
        let scenario = try #require(trial.audit.scenarios.first { $0.kind == kind })
        let sample = trial.fault.breaking(scenario.sample(seed: 1))
        var run = AuditRun([trial.audit], scopes: [sample.scope], material: sample.material)
        for observation in sample.observations { run.append(observation) }
        for event in sample.events { run.append(event) }
        return try #require(run.findings().first)
    }

    @Test(arguments: trials)
    private func `a figure is a number or is not there`(trial: Trial) throws {
        for kind in [AuditScenario.Kind.noFault, .fault(.strong)] {
            let found = try Self.finding(trial, kind)
            let parts = found.parts + found.windows
            let figures =
                [found.estimate, found.interval?.lower, found.interval?.upper]
                + parts.flatMap { [$0.estimate, $0.interval?.lower, $0.interval?.upper] }
            #expect(figures.allSatisfy { $0?.isFinite ?? true })
            #expect(!found.sentence.lowercased().contains("nan"))
            #expect(found.status != .cannotTell || !found.missing.isEmpty)
        }
    }

    /// What each fault takes from audits, however strong what was planted in it is.
    private static let lost: [BrokenEvidence: [AuditID]] = [
        .noLog: [
            .staleness, .retrograde, .poisoning, .bias, .profileDecay, .personaLock, .flywheel,
        ],
        .emptyRows: [.collapse, .staleness, .contamination, .retrograde, .saturation],
        .otherColumns: [.collapse, .staleness, .contamination, .retrograde, .saturation],
        .hostileValues: [.collapse, .staleness, .contamination, .retrograde, .saturation],
        .oneMoment: [.profileDecay, .personaLock], .groupsOfOne: [.bias],
        .goneLabels: [.poisoning, .personaLock, .flywheel],
        .noLabels: [.poisoning, .personaLock, .flywheel],
    ]

    @Test(arguments: trials.filter { lost[$0.fault]?.contains($0.audit.id) == true })
    private func `without what it reads an audit cannot tell`(trial: Trial) throws {
        for kind in [AuditScenario.Kind.noFault, .fault(.strong)] {
            let found = try Self.finding(trial, kind)
            #expect(found.status == .cannotTell, "\(found.sentence)")
        }
    }

    @Test(arguments: trials)
    private func `nothing fires for being broken`(trial: Trial) throws {
        let found = try Self.finding(trial, .noFault)
        #expect(found.status != .fires, "\(found.sentence)")
    }
}
