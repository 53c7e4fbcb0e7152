import Decisions
import Evidence
import Foundation
import ShadowEvaluation

/// A file of recorded cases, and how the log knows it again.
struct CaseFile: Sendable {
    let path: String
    let format: CaseFeed.Format
    let source: CaseSource
    /// Names its cases that have no id: hash of the file's first 64 KiB; of standard input, another
    /// one every time.
    let hash: String
    /// In bytes; `nil` for standard input.
    let size: Int?

    init(_ file: String?, in feature: Feature, format: CaseFeed.Format?) throws {
        path = try file ?? Self.traffic(of: feature)
        self.format = format ?? (path.hasSuffix(".csv") ? .csv : .jsonl)
        guard path != "-" else {
            size = nil
            // No two streams are the same, so that their cases without an id are not either.
            let signature = "stdin:\(Clocks.now().microseconds):\(getpid())"
            hash = ContentHash([("stdin", signature)]).short
            source = CaseSource(name: "-", signature: signature)
            return
        }
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard !isFolder.boolValue else {
            throw CommandFailure(.missingFile, "\(path): a folder is no file of cases")
        }
        try TextFile.require(path, orElse: "there is no such file of cases")
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw CommandFailure(.missingFile, "\(path): the file cannot be read")
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
        let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        self.size = size
        let head = try file.read(upToCount: 64 << 10) ?? Data()
        let content = head.withUnsafeBytes { ContentHash(bytes: $0) }
        hash = content.short
        // A file that has been edited is another source.
        source = CaseSource(name: path, signature: "\(content):\(size):\(changed)")
    }

    private static func traffic(of feature: Feature) throws -> String {
        for name in ["traffic.jsonl", "traffic.csv"] {
            let path = feature.file(name)
            if TextFile.exists(path) { return path }
        }
        throw CommandFailure(
            .missingFile,
            "\(feature.folder): there is no `traffic.jsonl` or `traffic.csv`; "
                + "name a file of cases after the folder")
    }

    /// Opens the file.
    ///
    /// A model is slow: its batches are small, so that little is read before it is needed.
    func feed(of replay: Replay) throws -> CaseFeed {
        let asksModel = replay.paths.contains(where: \.isModel)
        return try CaseFeed(
            path: path, format: format, fields: replay.feature.fields,
            chunkSize: asksModel ? 1 << 16 : 1 << 19)
    }
}
