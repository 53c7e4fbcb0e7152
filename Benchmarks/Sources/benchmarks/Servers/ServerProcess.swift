import Foundation
import Glibc

/// A server that runs as a process of its own while it is measured.
final class ServerProcess {
    private let command: String
    private let pid: pid_t
    private var isStopped = false

    /// Starts a command; what it says goes to `errors`.
    private init(
        _ command: [String], in setting: Setting, variables: [String: String], errors: String
    ) throws {
        self.command = command.joined(separator: " ")
        pid = try ProcessRun.spawn(
            command, variables, (output: setting.path("output"), errors: errors))
    }

    deinit {
        guard !isStopped else { return }
        kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
    }

    /// Starts a server and returns it once `port` finds it listening.
    static func start(
        _ command: [String], in setting: Setting, variables: [String: String] = [:],
        port: (_ errors: String) -> UInt16?
    ) throws -> (ServerProcess, port: UInt16) {
        let errors = setting.path("server-errors")
        let server = try ServerProcess(
            command, in: setting, variables: variables, errors: errors)
        for _ in 0..<600 {
            let said = try String(contentsOfFile: errors, encoding: .utf8)
            if let port = port(said) { return (server, port) }
            guard waitpid(server.pid, nil, WNOHANG) == 0 else {
                server.isStopped = true
                throw BenchmarkError.processFailed(
                    command: server.command, status: -1, output: said)
            }
            usleep(100_000)
        }
        throw BenchmarkError.cannotStart(server.command)
    }

    /// Tells it to end, and returns once it has, with the processor time that it took in all.
    func stop() throws -> Double {
        kill(pid, SIGTERM)
        var usage = rusage()
        var status: Int32 = 0
        while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
        isStopped = true
        guard status == 0 else {
            throw BenchmarkError.processFailed(
                command: command, status: status >> 8 & 0xff, output: "")
        }
        return [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
    }

    /// Seconds of processor time so far, by the names of its threads.
    func processorSeconds() throws -> [String: Double] {
        var seconds: [String: Double] = [:]
        let folder = "/proc/\(pid)/task"
        for thread in try FileManager.default.contentsOfDirectory(atPath: folder) {
            // A thread may have ended since.
            guard let name = Self.text("\(folder)/\(thread)/comm"),
                let schedule = Self.text("\(folder)/\(thread)/schedstat"),
                let ran = schedule.split(separator: " ").first.flatMap({ Double($0) })
            else { continue }
            seconds[name.trimmingCharacters(in: .newlines), default: 0] += ran / 1e9
        }
        return seconds
    }

    /// Resident bytes: now, or the most there have been (`VmRSS`, `VmHWM`).
    func memory(_ field: String) throws -> Double {
        let status = Self.text("/proc/\(pid)/status") ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(field):") }
        guard let kilobytes = line?.split(separator: " ").dropFirst(1).first.flatMap({ Double($0) })
        else { throw BenchmarkError.wrongResult("`\(command)` has no \(field)") }
        return kilobytes * 1024
    }

    private static func text(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }
}
