import Audits
import Decisions
import Evidence
import Testing

/// What the audits of behaviour say where people left too little behind.
struct BehaviourWantOfDataTests {
    private let scope = AuditScope(
        feature: "f", question: .predicate("q", instructions: ""),
        now: Timestamp(microseconds: 0))

    /// Live cases at times that run backwards, of a few users, with a truth.
    private func report(_ audit: any Audit.Type, marks: LiveMarks? = nil) -> AuditFinding? {
        var run = AuditRun([audit], scopes: [scope], material: AuditMaterial())
        for number in 0..<600 {
            let at = Timestamp(microseconds: -Int64(number) * 60_000_000)
            run.append(
                LoggedObservation(
                    seq: Int64(number), id: EvidenceID(high: 0, low: UInt64(number)),
                    question: "q", caseID: "\(number)", caseNumber: number, time: at, loggedAt: at,
                    environment: .live, user: "u\(number % 40)", shown: .flag(true), marks: marks,
                    outcomes: [
                        LoggedOutcome(value: .flag(true), source: "human", receivedAt: at)
                    ]))
        }
        return run.findings().first
    }

    @Test func `without a holdout nobody can tell whether labels echo`() throws {
        let finding = try #require(report(PoisoningAudit.self))
        #expect(finding.status == .cannotTell)
        #expect(finding.missing.first?.how.contains("holdout") == true)
    }

    @Test func `an answer that nobody confirmed to have hidden was not hidden`() throws {
        let marks = LiveMarks(holdoutProbability: 0.5, isHidden: true)
        let finding = try #require(report(PoisoningAudit.self, marks: marks))
        #expect(finding.status == .cannotTell)
        #expect(finding.missing.first?.what.contains("shown") == true)
    }

    @Test(
        arguments: [ProfileDecayAudit.self, PersonaLockAudit.self, FlywheelAudit.self]
            as [any Audit.Type])
    func `clocks that run backwards and one day of cases make no confident number`(
        audit: any Audit.Type
    ) throws {
        let finding = try #require(report(audit))
        #expect(finding.status != .fires)
        #expect(finding.parts.allSatisfy { $0.estimate?.isFinite ?? true })
    }

    @Test func `a memory halves in its half-life`() {
        var memory = ProfileMemory(halfLife: 30, categories: 2)
        memory.advance(to: 0)
        memory.remember(0)
        memory.advance(to: 30)
        memory.remember(1)
        #expect(abs(memory.probability(of: 0, prior: 0.5, worth: 0) - 1.0 / 3) < 1e-12)
    }
}
