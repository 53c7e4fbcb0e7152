import ArgumentParser
import Decisions
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes the folder of a new feature, ready to check and to replay.",
        discussion: """
            A bare name makes a folder below Rules; a path makes that folder.

              assay init refund-requests
              assay check Rules/refund-requests
              assay replay Rules/refund-requests
            """)

    @Argument(help: "The feature's name: letters, digits, `-` and `_`; or a path that ends in it.")
    var name: String

    func run() throws {
        let folder = name.contains("/") ? name : "Rules/" + name
        let feature = folder.split(separator: "/").last.map(String.init) ?? ""
        guard FeatureFile.isFeatureName(feature) else {
            throw CommandFailure(
                .usage, "`\(feature)` is no feature name; use letters, digits, `-` and `_`")
        }
        let files = FileManager.default
        if let content = try? files.contentsOfDirectory(atPath: folder), !content.isEmpty {
            throw CommandFailure(
                .failed, "\(folder): the folder is not empty; choose another name or remove it")
        }
        do {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (file, text) in FeatureTemplate.files(for: feature) {
                try Data(text.utf8).write(to: URL(filePath: folder + "/" + file))
            }
        } catch {
            throw CommandFailure(
                .failed,
                "\(folder): the folder cannot be written; check its permissions and the disk")
        }
        Console.print(
            """
            \(folder) is ready:
              feature.yaml     what is decided, by whom, and what errors cost
              rules.yaml       the heuristic
              rules.test.yaml  cases that the rules must get right
              prompt.md        the instructions for a model
              traffic.jsonl    eight recorded cases, to be replaced by yours
            Next: assay check \(folder)
                  assay replay \(folder)
            """)
    }
}
