import Decisions
import Testing

@testable import ShadowEvaluation

/// What a feature saves against asking one path about everything: net of what the others cost.
struct NetSavingTests {
    @Test(
        arguments: [
            // A shadow of every request eats up what the heuristic saves.
            (1.00, 100, 0.0, 0, 0.0), (0.05, 5, 0, 0, 0.95),
            // Calls of judges, and tries that were repeated, are paid as well.
            (0.05, 5, 2, 0, -1.05), (1.50, 150, 0, 0, -0.50),
            (0.05, 5, 0, 1, nil), (0, 0, 0, 0, nil),
        ] as [(Double, Int, Double, Int, Double?)])
    func `a net saving leaves no call out`(
        spent: Double, priced: Int, judge: Double, unpriced: Int, saved: Double?
    ) {
        var snapshot = LedgerSnapshot()
        snapshot.answered = 100
        for (path, usd) in [("heuristic", 0), ("model", spent), ("judge", judge)] {
            var counts = LedgerSnapshot.PathCounts()
            counts.spent = Money(usd: usd) ?? .zero
            snapshot.paths[path] = counts
        }
        snapshot.paths["model"]?.priced = priced
        snapshot.paths["model"]?.unpriced = unpriced
        #expect(snapshot.netSaving(over: "model") == saved.flatMap { Money(usd: $0) })
        #expect(snapshot.netSaving(over: "heuristic") == nil)
    }
}
