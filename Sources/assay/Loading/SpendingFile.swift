import Decisions
import Foundation
import Gateway
import Logging
import ShadowEvaluation

/// What features have spent of their budgets, kept beside the log: a restart opens no budget again.
struct SpendingFile {
    private struct Content: Codable, Equatable {
        var schema = "assay.spending/1"
        var features: [String: FeatureSpending]
    }

    let path: String

    private static let interval = Duration.seconds(1)

    init(besideLog log: String) {
        path = log + "-spending"
    }

    /// Returns what was spent by feature; nothing where there is no file yet.
    func read() throws -> [String: FeatureSpending] {
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        do {
            let data = try Data(contentsOf: URL(filePath: path))
            return try JSONDecoder().decode(Content.self, from: data).features
        } catch {
            throw CommandFailure(
                .badData,
                "\(path): what has been spent of the budgets cannot be read; remove the file to "
                    + "begin with nothing spent")
        }
    }

    /// Writes what the features spend every second, until the task is cancelled, and then once more.
    func keep(_ directory: FeatureDirectory, _ logger: Logger) async {
        var written: Content?
        var isTold = false
        var isOver = false
        repeat {
            isOver = (try? await Task.sleep(for: Self.interval)) == nil
            let content = Content(
                features: directory.table.features.reduce(into: [:]) {
                    $0[$1.feature.name] = $1.live.state.spending.spending
                })
            guard !content.features.isEmpty, content != written else { continue }
            do {
                try JSONEncoder().encode(content).write(to: URL(filePath: path), options: .atomic)
                (written, isTold) = (content, false)
            } catch {
                // A disk that takes nothing is said once.
                if !isTold { logger.error("\(path): what is spent of the budgets cannot be kept") }
                isTold = true
            }
        } while !isOver
    }
}
