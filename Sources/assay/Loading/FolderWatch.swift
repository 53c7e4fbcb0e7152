import ArgumentParser
import Foundation

/// Does something again whenever a file of a folder changes.
struct FolderWatch {
    let folder: String

    private static let pause = 0.3
    private static let mostFiles = 10_000

    /// Runs `body` now and after each change, until the program is ended.
    ///
    /// What it throws is printed: somebody is just mending it.
    func run(_ body: () throws -> Void) -> Never {
        while true {
            let seen = signature
            if Console.isOutputTerminal { Console.print(bytes: Array("\u{1B}[2J\u{1B}[H".utf8)) }
            do {
                try body()
            } catch {
                if let failure = CommandFailure(describing: error) {
                    Console.error(failure.message)
                }
            }
            Console.note("watching \(folder); Ctrl-C ends")
            awaitChange(from: seen)
        }
    }

    /// Waits until a file has changed and the folder lies still: editors write in several steps.
    private func awaitChange(from seen: [String]) {
        var last: [String]
        repeat {
            last = signature
            // Polled, since a folder may lie where the kernel tells nobody of changes.
            Thread.sleep(forTimeInterval: Self.pause)
        } while last == seen || last != signature
    }

    /// What changes when a file is written, made, removed or renamed.
    private var signature: [String] {
        let keys: [URLResourceKey] = [.contentModificationDateKey, .fileSizeKey]
        guard
            let files = FileManager.default.enumerator(
                at: URL(filePath: folder), includingPropertiesForKeys: keys,
                options: .skipsHiddenFiles)
        else { return [] }
        return files.prefix(Self.mostFiles).compactMap { $0 as? URL }.map { file in
            let values = try? file.resourceValues(forKeys: Set(keys))
            let changed = values?.contentModificationDate?.timeIntervalSince1970 ?? 0
            return "\(file.path) \(changed) \(values?.fileSize ?? 0)"
        }.sorted()
    }
}
