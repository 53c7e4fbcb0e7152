import Foundation

/// The orders' feature with data sets of made-up notes.
struct AuditedFeature {
    let path: String

    /// Writes an eval set and training data with `rows` rows each, and as many `generated` ones.
    init(_ setting: Setting, rows: Int, generated: Bool = true) throws {
        let folder = setting.folder.appending(path: "audited")
        path = folder.path
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.copyItem(at: OrderFeature.folder, to: folder)
        var notes = MadeUpNotes()
        for name in ["eval", "training"] + (generated ? ["generated"] : []) {
            let url = folder.appending(path: "\(name).jsonl")
            try Data().write(to: url)
            let file = try FileHandle(forWritingTo: url)
            for start in stride(from: 0, to: rows, by: 1_000) {
                let lines = (start..<min(rows, start + 1_000)).map { notes.line(name, $0) }
                try file.write(contentsOf: Data(lines.joined().utf8))
            }
            try file.close()
        }
        let file = folder.appending(path: "feature.yaml")
        let sets =
            "datasets:\n  eval: eval.jsonl\n  training: training.jsonl\n"
            + (generated ? "  synthetic: generated.jsonl\n" : "")
        let yaml = try String(contentsOf: file, encoding: .utf8)
        try Data((yaml + "\n" + sets).utf8).write(to: file)
    }
}

/// Notes of 8 to 30 words; one in fifty nearly repeats one of the first thousand.
private struct MadeUpNotes {
    private var generator = Generator(seed: 20_261_122)
    private var known: [[String]] = []

    mutating func line(_ set: String, _ number: Int) -> String {
        var words = (0..<8 + generator.number(below: 23)).map { _ in word() }
        if known.count < 1_000 {
            known.append(words)
        } else if generator.number(below: 50) == 0 {
            words = known[generator.number(below: known.count)]
            words[generator.number(below: words.count)] = word()
        }
        let outcome = generator.number(below: 10) == 0 ? "review" : "ship"
        let day = number % 28
        return "{\"id\":\"\(set)-\(number)\",\"time\":\"2026-01-\(day < 9 ? "0" : "")\(day + 1)\","
            + "\"amount\":\(generator.number(below: 1_000)).5,\"note\":"
            + "\"\(words.joined(separator: " "))\",\"outcome\":\"\(outcome)\",\"correct\":true}\n"
    }

    /// Frequent words are drawn more often than rare ones, about as in a language.
    private mutating func word() -> String {
        let share = Double(generator.number(below: 1_000_000)) / 1e6
        return "w\(Int(pow(20_000, share)) + generator.number(below: 3))"
    }
}
