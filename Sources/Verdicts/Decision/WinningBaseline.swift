import Statistics

/// A baseline that no path beats: what the cases alone teach, or one answer to every case.
package enum WinningBaseline: Hashable, Sendable {
    /// The best rule of three levels is more accurate than every path, beyond one look's chance.
    case rule(accuracy: Double)
    /// So is the small trained classifier.
    case classifier(accuracy: Double)
    /// This answer to every case is worth as much as who would be in charge.
    case constant(answer: String)
}

extension Verdict {
    /// The baseline that wins; of two that were learnt, the more accurate one.
    package var winningBaseline: WinningBaseline? {
        guard let learnt, learnt.rule.wins || learnt.classifier.wins else {
            return constantAsGood.map { .constant(answer: $0) }
        }
        let (rule, classifier) = (learnt.rule.accuracy.value, learnt.classifier.accuracy.value)
        let isRule = learnt.rule.wins && (rule >= classifier || !learnt.classifier.wins)
        return isRule ? .rule(accuracy: rule) : .classifier(accuracy: classifier)
    }
}
