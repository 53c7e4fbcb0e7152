import Advisor
import Decisions
import Foundation

/// The sentences of an advice, which the terminal and the pages share.
struct AdviceWording {
    let advice: Advice

    init(_ advice: Advice) { self.advice = advice }

    private var questionnaire: Questionnaire { advice.questionnaire }

    /// One or two words: what to do.
    var outcome: String {
        advice.gate.map { Self.outcome($0.recommendation) } ?? "collect evidence"
    }

    /// The advice in one sentence.
    var sentence: String {
        if let gate = advice.gate { return gate.says }
        let open = Set(advice.standing.possible.map { Self.alternative($0) }).sorted()
        return "The answers leave it open: \(Self.list(open))."
    }

    /// An outcome beside others: what is no decision at all is one of them, whatever it is instead.
    private static func alternative(_ recommendation: Recommendation) -> String {
        switch recommendation.outcome {
        case .collectEvidence: "more evidence first"
        case .notADecisionProblem: "no decision at all"
        case .heuristic, .rulesFirst, .modelWithHumanCheck, .model: outcome(recommendation)
        }
    }

    static func outcome(_ recommendation: Recommendation) -> String {
        switch recommendation.outcome {
        case .heuristic: "a rule"
        case .rulesFirst: "rules first and a model for the rest"
        case .modelWithHumanCheck: "a model with a human check"
        case .model: "a model"
        case .collectEvidence: "collect evidence"
        case .notADecisionProblem: "neither: \(recommendation.instead ?? "no decision to make")"
        }
    }

    static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + ", or " + last
    }

    // MARK: Answers

    /// An anchor within a sentence.
    func meaning(_ item: Item, _ answer: Int?) -> String {
        guard let answer else { return "don't know" }
        let text = item.anchors[answer].means
        return "\(answer): \(text.prefix(1).lowercased())\(text.dropFirst())"
    }

    /// Where people differ, each question with what each of them says.
    var disagreements: [(question: String, said: [String])] {
        advice.assessment.disagreements.compactMap { id, entries in
            guard let item = questionnaire.item(id) else { return nil }
            return (
                item.ask,
                entries.map { entry in
                    let note = entry.note.map { " (“\($0)”)" } ?? ""
                    return "\(entry.by) says \(meaning(item, entry.answer))\(note)"
                }
            )
        }
    }

    // MARK: Factors

    func score(_ range: ClosedRange<Int>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
    }

    /// The answers that make the score, and what is open.
    func reason(_ factor: Factor) -> String {
        let range = advice.standing.range(of: factor)
        let items = questionnaire.items.filter {
            $0.factor == factor.id && !$0.isScreen && advice.standing.applies($0) != false
        }
        guard !items.isEmpty else { return "no question of it applies" }
        let bound = factor.combination == .weakest ? range.upperBound : range.lowerBound
        let deciding = items.filter {
            advice.standing.answers[$0.id].map { $0.count == 1 && $0.lowerBound == bound } ?? false
        }
        var parts = deciding.map { said($0) }
        guard range.count > 1 else { return parts.joined(separator: "; ") }
        let differing = Set(advice.assessment.disagreements.map(\.item))
        let open = items.filter { advice.standing.answers[$0.id]?.count != 1 }
        if advice.gate != nil, parts.isEmpty, open.count == items.count {
            return "not asked: nothing in it could change the advice"
        }
        let rest = advice.gate == nil ? "open:" : "not asked:"
        for (title, isDiffering) in [("you differ on", true), (rest, false)] {
            let names = open.filter { differing.contains($0.id) == isDiffering }.map(Self.name)
            if !names.isEmpty { parts.append("\(title) \(names.joined(separator: ", "))") }
        }
        return parts.joined(separator: "; ")
    }

    /// What an item goes by within a line.
    static func name(_ item: Item) -> String { item.id.replacing("_", with: " ") }

    private func said(_ item: Item) -> String {
        let entries = advice.assessment.entries.filter { $0.item == item.id && $0.answer != nil }
        if let measured = entries.first(where: { $0.measured != nil }) {
            return "\(Self.name(item)) \(measured.measured ?? "") (measured)"
        }
        let people = entries.map(\.by).joined(separator: ", ")
        return "\(Self.name(item)) \(meaning(item, entries.first?.answer)) (\(people))"
    }

    /// Answers that stand beside the advice, whatever it is, with their title.
    var shown: [(title: String, text: String)] {
        questionnaire.items.compactMap { item in
            guard let title = item.shownAs else { return nil }
            let entries = advice.assessment.entries.filter {
                $0.item == item.id && $0.answer != nil
            }
            guard !entries.isEmpty else {
                // Where there is nothing to decide, there is no model to pay back.
                guard advice.outcome != .notADecisionProblem else { return nil }
                return (
                    title, "Nobody has said; the advice does not wait for it. \(item.source)."
                )
            }
            let said = entries.map { entry in
                let anchor = item.anchors[entry.answer ?? 0]
                let how = entry.note.map { ": \($0) " } ?? ", as with \(anchor.example) "
                return "\(entry.measured ?? anchor.means)\(how)"
                    + "(\(entry.measured == nil ? entry.by : "measured"))"
            }
            return (title, said.joined(separator: "; ") + ". \(item.source).")
        }
    }

    // MARK: What would change it

    func change(_ flip: Advice.Flip) -> String {
        flip.changes.compactMap { change in
            questionnaire.item(change.item).map { "\(Self.name($0)) \(meaning($0, change.answer))" }
        }
        .joined(separator: ", and ")
    }

    /// What to measure next: of firm advice what it rests on most, of open advice what is cheapest.
    var evidence: (title: String, sentences: [String]) {
        guard advice.gate != nil else {
            return (
                "The cheapest evidence",
                advice.openQuestions.prefix(3).map { item in
                    "\(item.ask) Ask \(item.who), or \(item.findOut) (\(item.effort.rawValue))."
                }
            )
        }
        let rests = advice.restsOn.filter { item in
            !advice.assessment.entries.contains { $0.item == item.id && $0.measured != nil }
        }
        return (
            "It rests most on",
            rests.prefix(3).map { item in
                let measured = item.measuredBy.map { " Better than any opinion: \($0)." } ?? ""
                return "\(item.ask) To be sure, \(item.findOut) (\(item.effort.rawValue))."
                    + measured
            }
        )
    }

    // MARK: Where it comes from

    /// That other questions were answered than are asked now; `nil` where they are the same.
    var olderVersion: String? {
        let (version, current) = (advice.assessment.version, questionnaire.hash.short)
        guard version != current else { return nil }
        return "These are answers to version \(version) of the questions, which are now version "
            + "\(current). Read them again; no answer is lost."
    }

    var percent: Int { Int((advice.modelEarns * 100).rounded()) }

    var forecast: String {
        "A model will earn its place: \(percent) %. It is written down in the assessment; "
            + "`assay advise --score` holds it against the verdict."
    }

    /// What each part of the advice rests on, by the name that the part goes by.
    var sources: [(name: String, source: String)] {
        let gates = (advice.gate.map { [$0] } ?? advice.standing.possibleGates).map {
            ("gate \($0.id)", "\($0.source); \(Int(($0.modelEarns * 100).rounded())) % is ours")
        }
        let answered = Set(advice.assessment.entries.map(\.item))
        return gates + questionnaire.factors.map { ("factor \($0.id)", $0.source) }
            + questionnaire.items.filter { answered.contains($0.id) }.map {
                ("question \($0.id)", $0.source)
            }
    }

    var origin: String {
        let gate = advice.gate.map { "Gate `\($0.id)`, source: \($0.source). " } ?? ""
        return gate + "Scores, gates and the forecast's figures are set in questionnaire "
            + "`\(questionnaire.name)`, version \(questionnaire.hash.short); "
            + "they are judgments, not measurements."
    }
}
