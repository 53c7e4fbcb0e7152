import Decisions
package import Diagnostics

/// Reads a questionnaire.
package enum QuestionnaireFile {
    /// Returns the questionnaire that `source` holds, with what is wrong with it; `nil` where errors
    /// leave nothing to ask.
    package static func read(
        _ source: SourceText
    ) -> (questionnaire: Questionnaire?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        let questionnaire = reader.root().flatMap { read($0, reader) }
        return (reader.hasErrors ? nil : questionnaire, reader.diagnostics)
    }

    private static func read(_ node: YAMLNode, _ reader: YAMLReader) -> Questionnaire? {
        guard
            let top = reader.mapping(
                node, "the questionnaire",
                keys: ["questionnaire", "factors", "items", "gates", "contradictions"])
        else { return nil }
        let name = top.required("questionnaire", reader).flatMap {
            reader.string($0, "`questionnaire`")
        }
        let factors = distinct(
            elements(top, "factors", reader).compactMap { FactorSection.read($0, reader) },
            \.id, "factor", top["factors"], reader)
        let itemNodes = elements(top, "items", reader)
        // Conditions may read an item that is declared and wrong: it is reported where it stands.
        let ids = ItemSection.ids(itemNodes)
        let items = ItemSection.read(
            itemNodes, factors: factors.map(\.id), reader)
        let gates = (top["gates"].map { reader.list($0, "`gates`") } ?? []).compactMap {
            GateSection.read(
                $0, factors: factors.map(\.id),
                screens: items.filter(\.isScreen).map(\.id), reader)
        }
        let contradictions =
            (top["contradictions"].map { reader.list($0, "`contradictions`") } ?? [])
            .compactMap { contradiction($0, ids, reader) }
        guard let name, !reader.hasErrors else { return nil }
        guard let table = GateTable(gates) else {
            reader.error(
                top["gates"] ?? node,
                "the gates tell more than \(GateTable.mostRows) combinations of scores apart",
                hint: "let them read fewer factors and screening items")
            return nil
        }
        guard let clusters = Cluster.all(of: items, factors) else {
            reader.error(
                top["items"] ?? node,
                "the conditions tell more than \(World.most) combinations of answers apart",
                hint: "let them read fewer items")
            return nil
        }
        check(gates, table, top["gates"] ?? node, reader)
        return Questionnaire(
            name: name, factors: factors, items: items, gates: gates,
            contradictions: contradictions,
            hash: ContentHash([("questionnaire", reader.source.text)]),
            table: table, clusters: clusters)
    }

    /// Reports gates that are never reached and scores that no gate is for.
    private static func check(
        _ gates: [Gate], _ table: GateTable, _ node: YAMLNode, _ reader: YAMLReader
    ) {
        guard !gates.isEmpty else { return }
        let nodes = node.elements ?? []
        for (index, gate) in gates.enumerated() where !table.reachable.contains(index) {
            reader.error(
                nodes.indices.contains(index) ? nodes[index] : node,
                "gate `\(gate.id)` is never reached", hint: "the gates above it take all its scores"
            )
        }
        if let scores = table.unanswered {
            let text = scores.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            reader.error(
                node, "no gate is for \(text.joined(separator: ", "))",
                hint: "end with a gate without `when`, which takes the rest")
        }
    }

    private static func elements(
        _ top: YAMLMapping, _ key: String, _ reader: YAMLReader
    ) -> [YAMLNode] {
        top.required(key, reader).map { reader.list($0, "`\(key)`") } ?? []
    }

    private static func distinct<Element>(
        _ elements: [Element], _ id: (Element) -> String, _ what: String, _ node: YAMLNode?,
        _ reader: YAMLReader
    ) -> [Element] {
        var seen: Set<String> = []
        for element in elements where !seen.insert(id(element)).inserted {
            if let node { reader.error(node, "\(what) `\(id(element))` is there twice") }
        }
        return elements
    }

    private static func contradiction(
        _ node: YAMLNode, _ items: [String], _ reader: YAMLReader
    ) -> Contradiction? {
        guard let section = reader.mapping(node, "a contradiction", keys: ["when", "says"]),
            let when = section.required("when", reader),
            let says = section.required("says", reader).flatMap({ reader.string($0, "`says`") }),
            let condition = ConditionCompiler.compile(when, items: items, reader)
        else { return nil }
        return Contradiction(condition: condition, says: says)
    }
}
