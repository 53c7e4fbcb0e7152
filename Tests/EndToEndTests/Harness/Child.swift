import Foundation
import Glibc
import TestSupport
import Testing

/// A started program whose output goes to files, so that no pipe fills up.
final class Child: Sendable {
    /// What standard input gives.
    enum Input: Sendable {
        case nothing
        case file(String)
        /// Bytes that come through a pipe, which then ends.
        case pipe(@Sendable (PipeEnd) -> Void)

        static func text(_ text: String) -> Input { .pipe { $0.write(Array(text.utf8)) } }
    }

    struct CannotStart: Error {
        var code: Int32
    }

    let pid: pid_t
    private let output: URL

    /// Starts `program` in `folder`; its streams are kept in files below `output`.
    init(
        _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String],
        input: Input, output: URL
    ) throws {
        self.output = output
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        // A child that ends early must not end this process with it.
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        try SpawnActions.changeDirectory(&actions, folder.path)
        switch input {
        case .nothing:
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        case .file(let path): posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
        case .pipe:
            guard Glibc.pipe(&ends) == 0 else { throw CannotStart(code: errno) }
            posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        }
        for (descriptor, name) in [(Int32(1), "stdout"), (2, "stderr")] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, output.appending(path: name).path,
                O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o644)
        }
        // The servers' sockets of this process are none of the child's.
        try SpawnActions.closeFrom(&actions, 3)
        pid = try Self.spawn(program, arguments, environment, &actions)
        if case .pipe(let write) = input {
            close(ends[0])
            let end = PipeEnd(descriptor: ends[1])
            let thread = Thread {
                write(end)
                end.close()
            }
            thread.start()
        }
    }

    private static func spawn(
        _ program: URL, _ arguments: [String], _ environment: [String: String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var arguments = ([program.path] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, program.path, &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw CannotStart(code: code) }
        return pid
    }

    func send(_ number: Int32) { kill(pid, number) }

    /// Asks the child to stop, as Ctrl-C does, and returns once it has heard.
    func interrupt() async throws {
        // Until it listens, the signal would simply end it.
        await wait { self.hearsInterrupts }
        send(SIGINT)
        await wait { self.errorText.contains("stopping") }
    }

    private func wait(until condition: () -> Bool) async {
        if await !eventually(condition) { Issue.record("the child did not do so: \(errorText)") }
    }

    /// Whether it has ended and nobody has asked for its outcome yet.
    var hasEnded: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0
            || info.si_signo == SIGCHLD
    }

    private var hearsInterrupts: Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
            let mask = UInt64(line.dropFirst(7).filter(\.isHexDigit), radix: 16)
        else { return false }
        return mask & 1 << (UInt64(SIGINT) - 1) != 0
    }

    /// What the child has written to standard output so far.
    var text: String { written(to: "stdout") }

    /// What the child has written to standard error so far.
    var errorText: String { written(to: "stderr") }

    private func written(to stream: String) -> String {
        (try? String(contentsOf: output.appending(path: stream), encoding: .utf8)) ?? ""
    }

    /// Waits for the child's end; after `timeout` it is killed, and says so in its outcome.
    func outcome(timeout: Duration = .seconds(300)) async throws -> ChildOutcome {
        let start = ContinuousClock.now
        var status: Int32 = 0
        var peak = 0
        var isTimedOut = false
        while waitpid(pid, &status, WNOHANG) == 0 {
            peak = max(peak, peakMemory)
            if !isTimedOut, ContinuousClock.now - start > timeout {
                isTimedOut = true
                send(SIGKILL)
            }
            try? await Task.sleep(for: .milliseconds(3))
        }
        let signal = status & 0x7F
        return ChildOutcome(
            output: try Data(contentsOf: output.appending(path: "stdout")), errors: errorText,
            exitCode: signal == 0 ? (status >> 8) & 0xFF : nil,
            signal: signal == 0 ? nil : signal, isTimedOut: isTimedOut, peakMemory: peak)
    }

    /// The most memory that the child has had resident, in bytes; 0 once it has ended.
    ///
    /// What `wait4` says counts this process too, whose memory the child shared before its `exec`.
    private var peakMemory: Int {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }
}

/// How a child ended and what it wrote.
struct ChildOutcome: Sendable {
    var output: Data
    var errors: String
    /// `nil` where a signal ended it.
    var exitCode: Int32?
    var signal: Int32?
    var isTimedOut: Bool
    /// In bytes, as last seen while the child ran.
    var peakMemory: Int

    var text: String { String(decoding: output, as: UTF8.self) }
}

/// The end of a pipe that a child reads from.
struct PipeEnd: Sendable {
    fileprivate let descriptor: Int32

    /// Writes all of `bytes`; returns false once nobody reads.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    fileprivate func close() { Glibc.close(descriptor) }
}
