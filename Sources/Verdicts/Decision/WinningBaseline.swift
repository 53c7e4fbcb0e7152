import Statistics

/// A baseline that no path beats: what the cases alone teach, or one answer to every case.
package enum WinningBaseline: Hashable, Sendable {
    /// The best rule of three levels is more accurate than every path, beyond one look's chance.
    case rule(accuracy: Double)
    /// So is the small trained classifier.
    case classifier(accuracy: Double)
    case constant(ConstantAnswer)
}

/// An answer that, given to every case, is worth as much as who would be in charge, or more; before
/// waiting.
package struct ConstantAnswer: Hashable, Sendable {
    package let answer: String
    /// How much more, in dollars a case; nil where nothing says what answers are worth, and it is right
    /// as often.
    package let gain: Double?
}

extension Verdict {
    /// The baseline that wins; of two that were learnt, the more accurate one.
    package var winningBaseline: WinningBaseline? {
        guard let learnt, learnt.rule.wins || learnt.classifier.wins else {
            return constantAsGood.map { .constant($0) }
        }
        let (rule, classifier) = (learnt.rule.accuracy.value, learnt.classifier.accuracy.value)
        let isRule = learnt.rule.wins && (rule >= classifier || !learnt.classifier.wins)
        return isRule ? .rule(accuracy: rule) : .classifier(accuracy: classifier)
    }
}
