import Foundation
import Reports

/// Nobody reads standard output any more.
struct ReaderHasGone: Error {}

/// What the program prints: results to standard output, all else to standard error.
enum Console {
    static let isErrorTerminal = isatty(STDERR_FILENO) == 1
    static let isOutputTerminal = isatty(STDOUT_FILENO) == 1

    /// Whether results may be colored: on a terminal, unless `NO_COLOR` is set.
    static let usesColor = isOutputTerminal && environment["NO_COLOR", default: ""].isEmpty

    static let environment = ProcessInfo.processInfo.environment

    /// Columns of the terminal that shows standard error, or else of `pipeWidth`.
    static var width: Int { columns(STDERR_FILENO) ?? pipeWidth }

    /// Columns of the terminal that shows results, or else of `pipeWidth`.
    static var resultWidth: Int { columns(STDOUT_FILENO) ?? pipeWidth }

    /// How wide verdicts are in files and pipes: the same everywhere, whatever `COLUMNS` says.
    private static let pipeWidth = 100

    private static func columns(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return nil }
        return Int(size.ws_col)
    }

    /// Prints a result for people: nothing in it steers the terminal but our own colors.
    static func print(_ text: String) {
        print(json: TerminalText.escaped(text, keepsColor: usesColor))
    }

    /// Prints a summary whose lines a terminal gets broken between words; files and pipes get them
    /// as they are, a fact a line.
    static func print(summary: String) {
        print(isOutputTerminal ? TerminalText.wrapped(summary, width: resultWidth) : summary)
    }

    /// Prints a line for programs, as it is.
    static func print(json: String) {
        print(bytes: Array((json + "\n").utf8))
    }

    /// Prints a result; ends the program where standard output takes none.
    static func print(bytes: [UInt8]) {
        do {
            try send(bytes)
        } catch is ReaderHasGone {
            endForLackOfReader()
        } catch {
            Self.error((error as? CommandFailure)?.message ?? "\(error)")
            exit(ExitStatus.failed.rawValue)
        }
    }

    /// Prints a part of a result that is made while it is printed; throws `ReaderHasGone` where
    /// nobody reads it.
    static func send(_ bytes: [UInt8]) throws {
        guard !write(bytes, to: STDOUT_FILENO) else { return }
        if errno == EPIPE { throw ReaderHasGone() }
        let reason = String(cString: strerror(errno))
        throw CommandFailure(
            .failed, "standard output: \(reason.prefix(1).lowercased() + reason.dropFirst())")
    }

    /// What SIGPIPE did before `hearOfGoneReaders`.
    private static let inheritedSignal = signal(SIGPIPE, SIG_IGN)

    /// Makes a write that nobody reads fail, where the signal would end the program at once: answers
    /// that were paid for may still have to be logged.
    static func hearOfGoneReaders() { _ = inheritedSignal }

    /// Ends the program without a word, as the signal ends any filter whose reader has gone.
    static func endForLackOfReader() -> Never {
        signal(SIGPIPE, inheritedSignal)
        raise(SIGPIPE)
        exit(ExitStatus.failed.rawValue)
    }

    /// Says something to people beside the result.
    static func note(_ text: String) {
        note(json: TerminalText.escaped(text))
    }

    /// Writes a line for programs, as it is, where the result takes standard output.
    static func note(json: String) {
        write(Array((json + "\n").utf8), to: STDERR_FILENO)
    }

    static func error(_ text: String) {
        note("error: " + text)
    }

    /// Prints what the argument parser says of wrong usage, worded as our own errors begin.
    static func usageError(_ text: String) {
        let fact = text.hasPrefix("Error: ") ? text.dropFirst(7) : text[...]
        error(fact.prefix(1).lowercased() + fact.dropFirst())
    }

    /// Writes all of `bytes`; returns false, with the reason in `errno`, where not all could be.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }
}
