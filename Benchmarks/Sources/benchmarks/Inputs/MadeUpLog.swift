import Foundation

/// A log of made-up cases that both paths answered, filled by the product's own store.
struct MadeUpLog {
    let path: String

    /// `users` share the cases; 0 for none.
    init(_ setting: Setting, cases: Int, users: Int) throws {
        path = setting.path("made-up.sqlite")
        Self.remove(path)
        let traffic = setting.path("made-up.jsonl")
        try Traffic.write(3, to: traffic)
        // So that the log knows the versions of both paths.
        try ModelServer.serving { port in
            _ = try ProcessRun.run(
                [
                    setting.assay, "replay", OrderFeature.folder.path, traffic, "--evidence", path,
                    "--only", "heuristic", "--only", "model",
                ], in: setting, variables: ["ASSAY_BENCHMARK_URL": ModelServer.url(port)])
        }
        _ = try ProcessRun.run(
            [try AssayBinary.fillEvidence(), path, "\(cases)", "\(users)"], in: setting)
    }

    func remove() { Self.remove(path) }

    private static func remove(_ path: String) {
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + end)
        }
    }
}
