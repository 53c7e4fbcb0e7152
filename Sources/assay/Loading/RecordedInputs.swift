import Audits
import Decisions
import JSONCodec

/// Reads which inputs the recordings of a feature's models answer.
struct RecordedInputs {
    /// Of a longer recording the first lines are looked at.
    private static let mostLines = 1_000_000

    let feature: Feature

    /// The recordings that are there; lines that hold no answer are passed over.
    func read() throws(FileError) -> [AuditRecording] {
        let names = feature.paths.compactMap { $0.model?.recording }
        var recordings: [AuditRecording] = []
        for name in Set(names).sorted() where TextFile.exists(feature.file(name)) {
            var recording = AuditRecording(file: feature.file(name), lines: [:])
            var lines = try JSONLinesFile(path: recording.file)
            while recording.lines.count < Self.mostLines, let batch = try lines.nextBatch() {
                for line in batch.lines {
                    let value = try? JSONValue(parsing: Array(batch.bytes[line.range]))
                    guard let input = (value?["input"]?.string).flatMap(ContentHash.init) else {
                        continue
                    }
                    recording.lines[input] = line.number
                }
            }
            recordings.append(recording)
        }
        return recordings
    }
}
