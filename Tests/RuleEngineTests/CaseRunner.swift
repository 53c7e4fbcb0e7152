import Decisions
import Diagnostics
import RuleEngine

/// Runs the statements of a case file one after the other.
struct CaseRunner {
    private var fields: [FieldDefinition] = []
    private var questions: [Question] = []
    private var calibration: Calibration?
    private var ruleSet: RuleSet?
    private var evaluator: RuleEvaluator?
    private var previousVersion: String?
    private var files: [String: String] = [:]

    /// Returns what `statement` printed; `nil` where it prints nothing.
    mutating func run(_ statement: CaseFile.Statement) -> String? {
        let words = statement.command.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1] : ""
        switch words[0] {
        case "forget": self = CaseRunner()
        case "field": fields.append(field(rest))
        case "question": questions.append(question(rest))
        case "calibration": return readCalibration(statement.text)
        case "file":
            files[rest] = statement.text
            return "ok"
        case "rules": return readRules(statement.text)
        case "version": return version()
        case "unanalysed": return unanalysed()
        case "decide": return decide(rest)
        case "answer": return answers(rest)
        case "explain": return explain(rest)
        case "brief": return brief(rest)
        case "test": return test(statement.text)
        default: return "unknown statement"
        }
        return nil
    }

    private func field(_ text: String) -> FieldDefinition {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        let type = words[1].hasSuffix("?") ? String(words[1].dropLast()) : words[1]
        return FieldDefinition(
            name: words[0], type: FieldType(type) ?? .dyn, isOptional: words[1].hasSuffix("?"))
    }

    private func question(_ text: String) -> Question {
        let words = text.split(separator: " ").map(String.init)
        let kind = Question.Kind(rawValue: words[1]) ?? .choice
        if kind == .predicate { return .predicate(words[0], instructions: "") }
        return Question(
            name: words[0], kind: kind, instructions: "",
            options: words.dropFirst(2).map { word in
                switch word {
                case "true", "false": Question.Option(.flag(word == "true"))
                default: Question.Option(.text(word.filter { $0 != "\"" }))
                }
            })
    }

    private mutating func readCalibration(_ text: String) -> String {
        let read = CalibrationFile.read(SourceText(name: "calibration.yaml", text: text))
        calibration = read.calibration
        return outcome(read.diagnostics)
    }

    private mutating func readRules(_ text: String) -> String {
        previousVersion = ruleSet?.version
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: text), fields: fields, questions: questions,
            calibration: calibration,
            openFile: { name in files[name].map { SourceText(name: name, text: $0) } })
        ruleSet = read.ruleSet
        evaluator = read.ruleSet.map { RuleEvaluator($0) }
        return outcome(read.diagnostics)
    }

    private func outcome(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.isEmpty ? "ok" : diagnostics.map(\.description).joined(separator: "\n")
    }

    private func unanalysed() -> String {
        guard let ruleSet else { return "no rules" }
        return ruleSet.unanalysed.isEmpty
            ? "nothing" : ruleSet.unanalysed.joined(separator: "\n")
    }

    private func version() -> String {
        ruleSet?.version == previousVersion ? "same" : "changed"
    }

    private func decide(_ json: String) -> String {
        guard let evaluator else { return "no rules" }
        let decisions = evaluator.decide(json: Array(json.utf8))
        let lines = zip(evaluator.ruleSet.decisions, decisions).map { logic, decision in
            let text = describe(decision, logic)
            return decisions.count == 1 ? text : "\(logic.question.name): \(text)"
        }
        return lines.joined(separator: "\n")
    }

    private func describe(_ decision: RuleDecision, _ logic: DecisionLogic) -> String {
        switch decision {
        case .decided(let code, let rule, let confidence, _):
            let option = logic.question.options[code].value
            let sureness = confidence.map { " with \($0)" } ?? ""
            return "\(option) by \(logic.id(ofRule: rule))\(sureness)"
        case .abstained(let rule): return "abstain by \(logic.id(ofRule: rule))"
        case .failed(nil, let error): return "failed: \(error)"
        case .failed(let rule?, let error): return "failed in \(logic.id(ofRule: rule)): \(error)"
        case .ambiguous(let rules):
            return "ambiguous: " + rules.map { logic.id(ofRule: $0) }.joined(separator: ", ")
        }
    }

    private func answers(_ json: String) -> String {
        guard let evaluator else { return "no rules" }
        let decisions = evaluator.decide(json: Array(json.utf8))
        return zip(evaluator.ruleSet.decisions, decisions).map { logic, decision in
            let answer = logic.answer(for: decision, path: "heuristic")
            var text = "\(answer.status.name)"
            if let code = answer.code { text += " \(logic.question.options[code].value)" }
            if !answer.probabilities.isEmpty { text += " \(answer.probabilities)" }
            if let rule = answer.rule { text += " rule \(rule)" }
            if let reason = answer.reason {
                text += " reason \(reason.code.rawValue)"
                if let detail = reason.detail { text += ": \(detail)" }
            }
            return text
        }.joined(separator: "\n")
    }

    private func explain(_ json: String) -> String {
        guard let evaluator else { return "no rules" }
        return evaluator.explain(json: Array(json.utf8)).map(\.description)
            .joined(separator: "\n")
    }

    private func brief(_ json: String) -> String {
        guard let evaluator else { return "no rules" }
        return evaluator.explain(json: Array(json.utf8)).map(\.brief).joined(separator: "\n")
    }

    private func test(_ text: String) -> String {
        guard let ruleSet else { return "no rules" }
        let source = SourceText(name: "rules.test.yaml", text: text)
        let read = RuleTestFile.read(source, for: ruleSet)
        var lines = read.diagnostics.map(\.description)
        guard let tests = read.tests else { return lines.joined(separator: "\n") }
        let report = tests.run(ruleSet)
        lines += report.failures.map(\.description)
        lines.append("\(report.results.count { $0.passed }) of \(report.results.count) passed")
        lines += report.uncoveredRules.map { "uncovered: \($0.question) \($0.rule)" }
        return lines.joined(separator: "\n")
    }
}
