package import Diagnostics

/// Reads `feature.yaml`.
package enum FeatureFile {
    /// Returns the feature that `source` describes, with what is wrong with it; `nil` where errors
    /// leave no feature to run.
    ///
    /// `fileExists` says whether a file is there, by its name relative to the feature's folder.
    package static func read(
        _ source: SourceText, folder: String,
        fileExists: @escaping (String) -> Bool = { _ in true }
    ) -> (feature: Feature?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source, fileExists: fileExists)
        let feature = reader.root().flatMap { read($0, reader, folder: folder) }
        return (reader.hasErrors ? nil : feature, reader.diagnostics)
    }

    private static let keys =
        ["feature", "questions", "fields", "case", "paths", "in_charge"] + LiveSection.keys
        + ["outcome", "economics", "slices", "datasets", "audits", "prices"]

    private static func read(_ node: YAMLNode, _ reader: YAMLReader, folder: String) -> Feature? {
        guard let top = reader.mapping(node, "the feature", keys: keys) else {
            return nil
        }
        let name = name(top, reader)
        let questions = QuestionSection.read(top, reader)
        let fields = FieldSection.read(top["fields"], reader)
        let paths = PathSection.read(top["paths"], reader)
        // What later sections name may be declared and wrong: it is reported once, where it stands.
        let labels =
            questions.count == top["questions"]?.elements?.count
            ? questions.flatMap(\.labels) : nil
        let fieldNames = top["fields"]?.keyNames ?? []
        let pathNames = top["paths"].map(\.keyNames) ?? paths.map(\.name)
        let caseKeys = Self.caseKeys(top["case"], fieldNames, reader)
        let live = LiveSection(
            top, questions: labels == nil ? nil : questions,
            fields: fields.count == fieldNames.count ? fields : nil, paths: paths,
            pathNames: pathNames, reader)
        let inCharge = live.inCharge() ?? pathNames.first ?? ""
        let definition = live.definition(inCharge: inCharge)
        let outcome = Self.outcome(top["outcome"], reader)
        let economics = EconomicsSection.read(
            top["economics"], labels: labels, paths: pathNames, reader)
        let doubt = EconomicsSection.doubt(top["economics"], economics, reader)
        let slices = Self.slices(top["slices"], fieldNames, reader)
        let datasets = DatasetSection(reader: reader, fields: fieldNames).read(top["datasets"])
        let audits = AuditSection(reader: reader, questions: labels == nil ? nil : questions)
            .read(top["audits"])
        let pricesFile = top["prices"].flatMap { reader.file($0, "`prices`") }
        guard let name, !questions.isEmpty, !paths.isEmpty else { return nil }
        return Feature(
            name: name, folder: folder, questions: questions, fields: fields, caseKeys: caseKeys,
            paths: paths, inCharge: inCharge, live: definition, outcome: outcome,
            economics: economics, doubt: doubt, slices: slices, datasets: datasets, audits: audits,
            pricesFile: pricesFile,
            hash: ContentHash([("feature", reader.source.text)]))
    }

    /// Letters, digits, `-` and `_`: the name stands in addresses, file names and model names.
    package static func isFeatureName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100 && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
    }

    private static func name(_ top: YAMLMapping, _ reader: YAMLReader) -> String? {
        guard let node = top.required("feature", reader),
            let name = reader.string(node, "`feature`")
        else { return nil }
        guard isFeatureName(name) else {
            reader.error(
                node, "`\(name)` is no feature name",
                hint: "use letters, digits, `-` and `_`, at most 100")
            return nil
        }
        return name
    }

    private static func caseKeys(
        _ node: YAMLNode?, _ fields: [String], _ reader: YAMLReader
    ) -> CaseKeys {
        var keys = CaseKeys()
        let known = ["id", "time", "user", "groups", "outcome"]
        let section = node.flatMap { reader.mapping($0, "`case`", keys: known) }
        func set(_ name: String, _ path: WritableKeyPath<CaseKeys, String>) {
            guard let node = section?[name], let text = reader.string(node, "`\(name)`") else {
                return
            }
            keys[keyPath: path] = text
        }
        set("id", \.id)
        set("time", \.time)
        set("user", \.user)
        set("groups", \.groups)
        set("outcome", \.outcome)
        check(keys, section?["outcome"] ?? node, fields, reader)
        return keys
    }

    /// Reports keys that are one, and a truth that is a field.
    private static func check(
        _ keys: CaseKeys, _ node: YAMLNode?, _ fields: [String], _ reader: YAMLReader
    ) {
        let names = [keys.id, keys.time, keys.user, keys.groups, keys.outcome]
        if let node, let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            reader.error(node, "`case` gives the key `\(twice)` two meanings")
        }
        guard fields.contains(keys.outcome) else { return }
        let fact = "field `\(keys.outcome)` is the outcome of recorded cases"
        let hint =
            "the paths would be told the truth; take it out of `fields`, "
            + "or name another outcome under `case`"
        if let node {
            reader.error(node, fact, hint: hint)
        } else {
            reader.report(Diagnostic(file: reader.source.name, fact, hint: hint))
        }
    }

    private static func outcome(_ node: YAMLNode?, _ reader: YAMLReader) -> OutcomeDefinition {
        var outcome = OutcomeDefinition()
        guard let node,
            let section = reader.mapping(
                node, "`outcome`",
                keys: ["depends_on_answer", "matures_after", "effective", "labels"])
        else { return outcome }
        if let node = section["depends_on_answer"] {
            outcome.dependsOnAnswer = reader.choice(node, "`depends_on_answer`") ?? .unknown
        } else {
            reader.warn(
                section.node, "`outcome` does not say whether it depends on the answer",
                hint: "add `depends_on_answer: yes`, `no` or `unknown`; "
                    + "a verdict needs `no` or a randomised split")
        }
        if let node = section["matures_after"] {
            outcome.maturesAfter = reader.duration(node, "`matures_after`") ?? .zero
        }
        if let node = section["effective"] {
            outcome.effective = reader.choice(node, "`effective`") ?? .latestHuman
        }
        if let node = section["labels"] { outcome.labels = labels(node, reader) }
        return outcome
    }

    private static func labels(_ node: YAMLNode, _ reader: YAMLReader) -> LabelSample {
        var labels = LabelSample()
        guard
            let section = reader.mapping(node, "`labels`", keys: ["disagreements", "agreements"])
        else { return labels }
        func chance(_ key: String) -> Double? {
            section[key].flatMap { reader.double($0, "`\(key)`", in: LabelSample.least...1) }
        }
        labels.disagreements = chance("disagreements") ?? labels.disagreements
        labels.agreements = chance("agreements") ?? labels.agreements
        return labels
    }

    private static func slices(
        _ node: YAMLNode?, _ names: [String], _ reader: YAMLReader
    ) -> [String] {
        guard let node else { return [] }
        return reader.list(node, "`slices`").compactMap { element in
            guard let name = reader.string(element, "a slice") else { return nil }
            guard names.contains(name) else {
                reader.error(
                    element, "slice `\(name)` is no field",
                    hint: didYouMean(name, among: names))
                return nil
            }
            return name
        }
    }
}
