import Diagnostics

/// A named data set of `feature.yaml`: its files, and how their columns are called.
package struct DatasetDefinition: Hashable, Sendable {
    /// The members of a row that mean something beside the feature's fields.
    package static let members = [
        "id", "time", "user", "outcome", "correct", "version", "size", "seed", "text", "slice",
    ]

    /// In their order, which for generated data is that of the generations.
    package var files: [String]
    /// By field or member, the column or JSON key that has it.
    package var columns: [String: String]

    package init(files: [String], columns: [String: String] = [:]) {
        self.files = files
        self.columns = columns
    }
}

/// Reads `datasets`.
struct DatasetSection {
    let reader: YAMLReader
    let fields: [String]

    func read(_ node: YAMLNode?) -> [String: DatasetDefinition] {
        guard let node, let section = reader.mapping(node, "`datasets`") else { return [:] }
        var datasets: [String: DatasetDefinition] = [:]
        for (key, value) in section.pairs {
            guard let name = reader.string(key, "a data set's name") else { continue }
            datasets[name] = definition(value, name)
        }
        return datasets
    }

    private func definition(_ node: YAMLNode, _ name: String) -> DatasetDefinition? {
        guard node.pairs != nil else { return DatasetDefinition(files: files(node, name)) }
        let what = "data set `\(name)`"
        guard let section = reader.mapping(node, what, keys: ["files", "columns"]),
            let files = section.required("files", reader)
        else { return nil }
        var definition = DatasetDefinition(files: self.files(files, name))
        let known = fields + DatasetDefinition.members
        let columns = section["columns"].flatMap {
            reader.mapping($0, "`columns` of \(what)", keys: known)
        }
        for (key, value) in columns?.pairs ?? [] {
            definition.columns[key.scalarText ?? ""] = reader.string(value, "a column")
        }
        return definition
    }

    private func files(_ node: YAMLNode, _ name: String) -> [String] {
        (node.elements ?? [node]).compactMap { reader.file($0, "data set `\(name)`") }
    }
}
