import Foundation

/// Headless Chromium.
enum Browser {
    static let program = "/usr/bin/chromium"

    /// Whether there is none here, which is then said.
    static var isMissing: Bool {
        if FileManager.default.isExecutableFile(atPath: program) { return false }
        Skips.note("pages in a browser: no `\(program)`; `.ci/setup tests` installs it")
        return true
    }

    /// Opens a page; returns what the browser made of it, and what it complained of.
    static func open(
        _ url: String, _ options: String..., in workspace: Workspace
    ) async throws -> ChildOutcome {
        let child = try Child(
            URL(filePath: program),
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--user-data-dir=\(workspace.url(".chromium").path)",
                "--enable-logging=stderr", "--virtual-time-budget=2000",
            ] + options + [url],
            in: workspace.folder,
            environment: ["PATH": "/usr/bin:/bin", "HOME": workspace.folder.path],
            input: .nothing, output: workspace.url(".streams/\(UUID().uuidString)"))
        return try await child.outcome(timeout: .seconds(120))
    }
}
