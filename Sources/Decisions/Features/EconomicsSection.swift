import Diagnostics

/// Reads `economics` of a feature file.
package enum EconomicsSection {
    private static let keys = [
        "correct", "wrong", "abstain", "fail", "per_second", "build_once", "upkeep_per_month",
        "worth_having", "cases_per_year", "doubt",
    ]

    /// Reads the section; `labels` are the values of the questions, `nil` where they are not known.
    package static func read(
        _ node: YAMLNode?, labels: [String]?, paths: [String], _ reader: YAMLReader
    ) -> Economics? {
        guard let node, let section = reader.mapping(node, "`economics`", keys: keys) else {
            return nil
        }
        func dollars(_ key: String) -> Double? {
            section[key].flatMap { reader.double($0, "`\(key)`", in: 0...1e12) }
        }
        let costs = section.required("wrong", reader).flatMap {
            Self.costs($0, labels: labels, reader)
        }
        // Without it there are no economics; the rest is read for what is wrong there.
        var economics = costs ?? Economics(wrong: 0)
        economics.correct = dollars("correct") ?? 0
        economics.abstain = dollars("abstain") ?? economics.abstain
        economics.fail = dollars("fail") ?? economics.fail
        economics.perSecond = dollars("per_second") ?? 0
        economics.worthHaving = dollars("worth_having") ?? 0
        economics.casesPerYear = dollars("cases_per_year")
        economics.buildOnce = perPath(section["build_once"], "`build_once`", paths, reader)
        economics.upkeepPerMonth =
            perPath(section["upkeep_per_month"], "`upkeep_per_month`", paths, reader)
        return costs == nil ? nil : economics
    }

    /// Reads `doubt` of the section: ranges around what it declares.
    package static func doubt(
        _ node: YAMLNode?, _ economics: Economics?, _ reader: YAMLReader
    ) -> CostDoubt {
        var doubt = CostDoubt()
        guard let node = node?.pairs?.first(where: { $0.key.scalarText == "doubt" })?.value,
            let section = reader.mapping(node, "`doubt`", keys: ["wrong", "cases_per_year"])
        else { return doubt }
        doubt.wrong = section["wrong"].flatMap {
            range($0, "`wrong`", around: economics?.wrongDefault, reader)
        }
        doubt.casesPerYear = section["cases_per_year"].flatMap {
            range($0, "`cases_per_year`", around: economics?.casesPerYear, reader)
        }
        return doubt
    }

    private static func range(
        _ node: YAMLNode, _ what: String, around declared: Double?, _ reader: YAMLReader
    ) -> ClosedRange<Double>? {
        let ends = reader.list(node, what).compactMap { reader.double($0, what, in: 0...1e12) }
        guard let declared, declared > 0 else {
            reader.error(
                node, "there is no \(what) in `economics` that could be in doubt",
                hint: "declare what is likeliest there, above 0")
            return nil
        }
        guard node.elements != nil else { return nil }
        guard ends.count == 2, 0 < ends[0], ends[0] <= declared, declared <= ends[1] else {
            reader.error(
                node, "\(what) is not a range around what `economics` declares",
                hint: "write `[least, most]`, both above 0")
            return nil
        }
        return ends[0]...ends[1]
    }

    /// Reads one cost for every error, or a default with costs of pairs `truth->answer`.
    private static func costs(
        _ node: YAMLNode, labels: [String]?, _ reader: YAMLReader
    ) -> Economics? {
        guard node.pairs != nil else {
            return reader.double(node, "`wrong`", in: 0...1e12).map { Economics(wrong: $0) }
        }
        guard let section = reader.mapping(node, "`wrong`") else { return nil }
        let usual = section.required("default", reader)
            .flatMap { reader.double($0, "`default`", in: 0...1e12) }
        var economics = Economics(wrong: usual ?? 0)
        for (key, value) in section.pairs where key.scalarText != "default" {
            guard let pair = pair(key, labels: labels, reader),
                let cost = reader.double(value, "a cost", in: 0...1e12)
            else { continue }
            economics.wrongPairs[pair] = cost
        }
        return usual == nil ? nil : economics
    }

    private static func pair(
        _ key: YAMLNode, labels: [String]?, _ reader: YAMLReader
    ) -> Economics.Error? {
        let text = key.scalarText ?? ""
        guard let arrow = text.firstRange(of: "->") else {
            reader.error(
                key, "`\(text)` is no error",
                hint: "write `default` or `<truth>-><answer>`, with values of the questions")
            return nil
        }
        let truth = text[..<arrow.lowerBound].filter { $0 != " " }
        let answer = text[arrow.upperBound...].filter { $0 != " " }
        if let labels, let label = [truth, answer].first(where: { !labels.contains($0) }) {
            reader.error(
                key, "`\(label)` is no value of the feature's questions",
                hint: didYouMean(label, among: labels))
            return nil
        }
        guard truth != answer else {
            reader.error(
                key, "`\(text)` is no error", hint: "a right answer's benefit is `correct`")
            return nil
        }
        return Economics.Error(truth: truth, answer: answer)
    }

    private static func perPath(
        _ node: YAMLNode?, _ what: String, _ paths: [String], _ reader: YAMLReader
    ) -> [String: Double] {
        guard let node, !paths.isEmpty, let section = reader.mapping(node, what, keys: paths)
        else { return [:] }
        var amounts: [String: Double] = [:]
        for (key, value) in section.pairs {
            guard let path = key.scalarText, paths.contains(path) else { continue }
            amounts[path] = reader.double(value, what, in: 0...1e12)
        }
        return amounts
    }
}
