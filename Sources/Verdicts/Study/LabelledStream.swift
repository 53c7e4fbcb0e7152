import Decisions
import Statistics

/// A stream of cases of which people label those that the product's own lot draws.
struct LabelledStream {
    /// When a label that was drawn comes.
    enum Labelling {
        /// At once.
        case prompt
        /// At once while the model is behind in what was labelled, else every other one: the rest
        /// never comes.
        case eagerWhileBehind
        /// Two days after the case where the model is right, fourteen where it is wrong.
        case laterWhereTheModelErrs
    }

    private(set) var line: StudyLine
    private let lot: LabelLot
    private var lead = 0

    /// Begins a stream in which both chances are as `sample` has them.
    ///
    /// A feature's lots are fixed by its name: each stream is one of its own.
    init(_ line: StudyLine, _ sample: LabelSample, _ generator: inout SeededGenerator) {
        self.line = line
        self.line.input.feature = "study \(generator.next())"
        self.line.input.outcome.labels = sample
        lot = LabelLot(
            feature: self.line.input.feature, questions: [line.input.question.name], sample)
    }

    mutating func append(
        _ replies: (heuristic: StudyWorld.Reply, model: StudyWorld.Reply),
        _ labelling: Labelling, truth: Int = 0, _ generator: inout SeededGenerator
    ) {
        let differs = replies.heuristic != replies.model
        let place = lot.place(
            caseNumber: line.rows.count, question: 0, isDisagreement: differs)
        var details = StudyLine.Details(
            heuristic: replies.heuristic == .wrong ? 1 - truth : truth, isLabelled: place != nil)
        switch labelling {
        case .prompt: break
        case .eagerWhileBehind:
            if lead >= 0, Bool.random(using: &generator) { details.isLabelled = false }
            if differs, details.isLabelled { lead += replies.model == .right ? 1 : -1 }
        case .laterWhereTheModelErrs: details.delay = replies.model == .right ? 2 : 14
        }
        line.append(replies, details)
    }
}
