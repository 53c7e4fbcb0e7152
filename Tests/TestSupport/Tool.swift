package import Foundation
import Glibc

/// A program that a test drives, without input.
///
/// Foundation's `Process` reads the list of open files while other tests open theirs, and may crash
/// where there are more than a thousand.
package final class Tool: Sendable {
    private let pid: pid_t

    package struct CannotStart: Error {
        package let code: Int32
    }

    /// Starts it; what it prints goes to the file `output`, errors included.
    package init(
        _ program: URL, _ arguments: [String], output: String = "/dev/null"
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        try SpawnActions.closeFrom(&actions, 3)
        var words = ([program.path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, program.path, &actions, nil, &words, environ)
        guard code == 0 else { throw CannotStart(code: code) }
        self.pid = pid
    }

    /// Ends it, and waits for that.
    package func end() {
        // Other signals are blocked where a task's thread started the process.
        kill(pid, SIGKILL)
        _ = wait()
    }

    /// Whether it has not ended; it can still be waited for.
    package var isRunning: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0
            && info.si_signo == 0
    }

    /// Waits for its end, once; returns its exit code, or 128 and the signal that ended it.
    package func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
