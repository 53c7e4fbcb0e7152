import Foundation

/// A script of the folder `Peers`, in a virtual environment with what it needs.
struct PythonScript {
    private let python: String
    private let script: String
    private let setting: Setting

    /// Installs what is required where that has not been done.
    init(_ name: String, requirements: String, _ setting: Setting) throws {
        self.setting = setting
        let scripts = URL(filePath: #filePath)
            .deletingLastPathComponent().appending(path: "../../../Peers").standardizedFileURL
        let tools = scripts.appending(path: "../.build/peers").standardizedFileURL.path
        python = "\(tools)/bin/python"
        script = scripts.appending(path: name).path
        if !FileManager.default.isExecutableFile(atPath: python) {
            _ = try ProcessRun.run(["python3", "-m", "venv", tools], in: setting)
        }
        let required = scripts.appending(path: requirements).path
        _ = try ProcessRun.run(
            [python, "-m", "pip", "install", "-q", "-r", required], in: setting)
    }

    func run(_ arguments: [String]) throws -> ProcessRun {
        try ProcessRun.run([python, script] + arguments, in: setting)
    }
}
