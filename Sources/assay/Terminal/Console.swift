import Foundation

/// What the program prints: results to standard output, all else to standard error.
enum Console {
    static let isErrorTerminal = isatty(STDERR_FILENO) == 1
    static let isOutputTerminal = isatty(STDOUT_FILENO) == 1

    /// Whether results may be colored: on a terminal, unless `NO_COLOR` is set.
    static let usesColor = isOutputTerminal && environment["NO_COLOR", default: ""].isEmpty

    static let environment = ProcessInfo.processInfo.environment

    /// Columns of the terminal; 100 where there is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else {
            return 100
        }
        return Int(size.ws_col)
    }

    static func print(_ text: String) {
        write(Array((text + "\n").utf8), to: STDOUT_FILENO)
    }

    static func print(bytes: [UInt8]) {
        write(bytes, to: STDOUT_FILENO)
    }

    static func note(_ text: String) {
        write(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    static func error(_ text: String) {
        note("error: " + text)
    }

    /// Writes all of `bytes`; a reader that has gone away ends the program as it ends any filter.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
