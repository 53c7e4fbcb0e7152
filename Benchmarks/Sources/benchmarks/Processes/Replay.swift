import Foundation

/// A replay by the `assay` binary into a new log, checked against what the log then holds.
struct Replay {
    let setting: Setting
    /// The recorded cases.
    let traffic: String
    let cases: Int
    /// The log, overwritten by each run.
    let evidence: String

    struct Result {
        let process: ProcessRun
        /// Of the log when everything is in it.
        let bytesPerRow: Int

        func casesPerSecond(_ cases: Int) -> Double { Double(cases) / process.seconds }
    }

    /// Replays and counts what was logged; throws where that is not one observation a case.
    func run(_ options: [String], variables: [String: String] = [:]) throws -> Result {
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: evidence + end)
        }
        let process = try ProcessRun.run(
            [setting.assay, "replay", OrderFeature.folder.path, traffic, "--evidence", evidence]
                + options, in: setting, variables: variables)
        let log = try LogSummary(evidence, setting)
        guard log.observations == cases else {
            throw BenchmarkError.wrongResult(
                "the log holds \(log.observations) observations of \(cases) cases")
        }
        return Result(process: process, bytesPerRow: log.bytes / cases)
    }
}
