import Statistics
import Verdicts

/// How often the method would have lied on this log, a sentence a claim.
struct SelfTestText {
    private let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    var sentences: [String] {
        guard verdict.selfTests.isEmpty else { return verdict.selfTests.map(sentence) }
        return ["There is no claim whose differences could be flipped."]
    }

    private func sentence(_ test: SelfTest) -> String {
        let who = test.challenger == .model ? "the model" : "the model behind the rules"
        let units = NumberText.counted(
            test.units, verdict.hasUsers ? "user" : "case", verdict.hasUsers ? "users" : "cases")
        let share = NumberText.percent(Double(test.lies) / Double(test.runs))
        let ordinary = NumberText.percent(
            Double(test.liesOfAnOrdinaryTest) / Double(test.runs))
        return "About \(who): with the differences of \(units) flipped at random "
            + "\(NumberText.count(test.runs)) times, so that there is nothing to find, and "
            + "\(test.looks) looks each time, this method made a false claim in \(share) of the runs "
            + "(at most \(NumberText.percent(test.upperLimit)), 95% confidence); "
            + "\(NumberText.percent(test.alpha)) was promised. "
            + "An ordinary test, looked at as often, would have made one in \(ordinary)."
    }
}
