import Decisions
import Foundation

/// The features below a folder that are ready to be served.
enum FeatureCollection {
    /// Returns the features below `path`, by name; or the one that `path` itself is.
    ///
    /// A folder without rules and without another path is a proposal, and passed over.
    static func read(_ path: String) throws -> [FeatureFolder] {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if TextFile.exists(folder + "/feature.yaml") { return [try sound(folder)] }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            throw CommandFailure(
                .missingFile, "\(folder): there is no such folder; name one that holds features")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        var features: [FeatureFolder] = []
        for name in names where TextFile.exists("\(folder)/\(name)/feature.yaml") {
            guard TextFile.exists("\(folder)/\(name)/rules.yaml") else {
                Console.note("\(folder)/\(name): passed over: no rules.yaml, so it is a proposal")
                continue
            }
            let feature = try sound("\(folder)/\(name)")
            if let other = features.first(where: { $0.feature.name == feature.feature.name }) {
                throw CommandFailure(
                    .badConfiguration,
                    "\(feature.path)/feature.yaml: `\(feature.feature.name)` is the name of "
                        + "\(other.path) as well; give it another")
            }
            features.append(feature)
        }
        guard !features.isEmpty else {
            throw CommandFailure(
                .missingFile, "\(folder): no features here; `assay init \(folder)/NAME` makes one")
        }
        return features
    }

    private static func sound(_ path: String) throws -> FeatureFolder {
        let folder = try FeatureFolder.read(path)
        try folder.requireSound()
        return folder
    }
}
