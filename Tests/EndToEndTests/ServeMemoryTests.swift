import Foundation
import Testing

/// The memory of a gateway that has started and does nothing yet.
struct ServeMemoryTests {
    @Test func `what only the start has run is given back`() async throws {
        try await Workspace.with { workspace in
            _ = try await Serving.with(in: workspace) { server in
                // The line that says where it listens comes before.
                let deadline = ContinuousClock.now + .seconds(20)
                var (now, most) = try Self.kibibytes(of: server.child.pid)
                while now * 4 > most * 3, .now < deadline {
                    try await Task.sleep(for: .milliseconds(20))
                    (now, most) = try Self.kibibytes(of: server.child.pid)
                }
                #expect(now * 4 <= most * 3, "\(now) of \(most) kB")
            }
        }
    }

    /// The resident memory of a process, and the most that it has had.
    private static func kibibytes(of process: pid_t) throws -> (now: Int, most: Int) {
        let file = try #require(FileHandle(forReadingAtPath: "/proc/\(process)/status"))
        let status = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        func value(_ name: String) throws -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            return try #require(line?.split { !$0.isNumber }.first.flatMap { Int($0) })
        }
        return (try value("VmRSS"), try value("VmHWM"))
    }
}
