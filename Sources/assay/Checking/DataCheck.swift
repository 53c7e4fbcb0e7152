import Audits
import Decisions
import Diagnostics

/// A look at the data beside a feature: recorded cases, data sets and recordings.
struct DataCheck {
    private(set) var diagnostics: [Diagnostic] = []
    /// What was looked at, a line a file.
    private(set) var lines: [String] = []

    init(_ folder: FeatureFolder) {
        let feature = folder.feature
        let trafficName = ["traffic.jsonl", "traffic.csv"].first {
            TextFile.exists(feature.file($0))
        }
        let traffic = trafficName.map { CaseFileCheck($0, of: feature) }
        if let traffic { add(traffic) } else { lines.append("no traffic.jsonl or traffic.csv") }
        // Rows whose columns have names of their own are no cases yet; audits read them.
        let plain = feature.datasets.filter { name, definition in
            definition.columns.isEmpty && DatasetRole(rawValue: name)?.holdsCases != false
        }
        let others = Set(plain.values.flatMap(\.files)).subtracting([trafficName ?? ""])
        for name in others.sorted() where name.hasSuffix(".jsonl") || name.hasSuffix(".csv") {
            // One that is missing has been reported with the feature file.
            guard TextFile.exists(feature.file(name)) else { continue }
            add(CaseFileCheck(name, of: feature))
        }
        for (name, definition) in feature.datasets.sorted(by: { $0.key < $1.key })
        where plain[name] == nil {
            guard let role = DatasetRole(rawValue: name) else { continue }
            var reader = DatasetReader(role, definition, of: feature)
            let rows = reader.read().count
            diagnostics += reader.diagnostics
            lines.append("data set `\(name)`: \(rows) rows")
        }
        for path in feature.paths {
            guard let task = folder.tasks[path.name] else { continue }
            let recording = RecordingCheck(task, of: feature, traffic: traffic)
            diagnostics += recording.diagnostics
            lines.append(recording.description)
        }
    }

    private mutating func add(_ file: CaseFileCheck) {
        diagnostics += file.diagnostics
        lines.append(file.description)
    }
}
