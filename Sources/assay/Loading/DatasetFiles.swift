import Audits
import Decisions
import Foundation

/// The files of a feature's named data sets.
struct DatasetFiles {
    /// So much is read for a verdict; findings on more come from the last audit of the same bytes.
    private static let mostBytesAtAGlance = 4 << 20
    private static let chunk = 4 << 20

    private let paths: [(name: String, path: String)]
    /// Which data sets there are.
    let roles: Set<DatasetRole>

    init(_ feature: Feature) {
        let known = DatasetRole.allCases.filter { feature.datasets[$0.rawValue] != nil }
        roles = Set(known)
        paths = known.flatMap { role in
            (feature.datasets[role.rawValue]?.files ?? []).map {
                ("\(role.rawValue)/\($0)", feature.file($0))
            }
        }
    }

    /// Whether questions by which paths are judged are named apart from the log.
    var holdTestQuestions: Bool { !roles.isDisjoint(with: [.eval, .golden]) }

    /// Whether they are too large to be read for a verdict; one that is not there is not.
    var isLong: Bool {
        let sizes = paths.map { file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
            return (attributes?[.size] as? NSNumber)?.intValue ?? 0
        }
        return sizes.reduce(0, +) > Self.mostBytesAtAGlance
    }

    /// Hash of their names and contents; `nil` where there are none, or one cannot be read.
    var hash: ContentHash? {
        guard !paths.isEmpty else { return nil }
        var parts: [(name: String, content: String)] = []
        for (name, path) in paths {
            guard let file = FileHandle(forReadingAtPath: path) else { return nil }
            defer { try? file.close() }
            while let data = try? file.read(upToCount: Self.chunk), !data.isEmpty {
                let hash = data.withUnsafeBytes { ContentHash(bytes: $0) }
                parts.append((name, hash.description))
            }
        }
        return ContentHash(parts)
    }
}
