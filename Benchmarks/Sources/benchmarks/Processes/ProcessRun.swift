import Foundation
import Glibc

/// A command that has ended, and what it took.
struct ProcessRun {
    /// From before its start until after its end.
    let seconds: Double
    /// In bytes; never less than this process itself takes, since the kernel counts a new process
    /// from its parent's size.
    let peakMemory: Int
    /// What it wrote to standard output.
    let output: String

    /// Runs a command to its end; throws where it fails.
    static func run(
        _ command: [String], in setting: Setting, variables: [String: String] = [:]
    ) throws -> ProcessRun {
        let files = (output: setting.path("output"), errors: setting.path("errors"))
        var usage = rusage()
        var status: Int32 = 0
        let seconds = try benchmarks.seconds {
            let process = try spawn(command, variables, files)
            while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        }
        let output = try String(contentsOfFile: files.output, encoding: .utf8)
        guard status == 0 else {
            let errors = try String(contentsOfFile: files.errors, encoding: .utf8)
            throw BenchmarkError.processFailed(
                command: command.joined(separator: " "), status: status >> 8 & 0xff,
                output: errors)
        }
        return ProcessRun(
            seconds: seconds, peakMemory: usage.ru_maxrss * 1024, output: output)
    }

    /// Starts a command that reads nothing.
    static func spawn(
        _ command: [String], _ variables: [String: String],
        _ files: (output: String, errors: String)
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, files.output, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, files.errors, flags, 0o600)
        let environment = ProcessInfo.processInfo.environment
            .merging(variables, uniquingKeysWith: { $1 }).map { "\($0)=\($1)" }
        return try withCStrings(command) { arguments in
            try withCStrings(environment) { environment in
                var process: pid_t = 0
                guard
                    posix_spawnp(&process, command[0], &actions, nil, arguments, environment) == 0
                else { throw BenchmarkError.cannotStart(command.joined(separator: " ")) }
                return process
            }
        }
    }

    /// Lends `texts` as C's null-terminated array of strings.
    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
    ) rethrows -> Result {
        let strings = texts.map { strdup($0) }
        defer { for string in strings { free(string) } }
        return try body(strings + [nil])
    }
}
