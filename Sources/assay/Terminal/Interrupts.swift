import Foundation

/// SIGINT and SIGTERM as calls of a handler, which gets how many have come.
///
/// Dispatch's signal sources lose one now and then on Linux: here the signal's own handler writes
/// to a pipe, and a thread reads from it.
final class Interrupts {
    private static let numbers = [SIGINT, SIGTERM]

    private static let pipe: (read: Int32, write: Int32) = {
        var ends: [Int32] = [-1, -1]
        let result = Foundation.pipe(&ends)
        precondition(result == 0, "a process that has just begun can open a pipe")
        return (ends[0], ends[1])
    }()

    init(_ handler: @escaping @Sendable (Int) -> Void) {
        let input = Self.pipe.read
        Thread.detachNewThread {
            var count = 0
            while let hasCome = Self.next(from: input), hasCome {
                count += 1
                handler(count)
            }
        }
        for number in Self.numbers {
            // Only what a signal may interrupt at any place: no memory, no locks.
            signal(number) { _ in
                let code = errno
                Interrupts.send(1)
                errno = code
            }
        }
    }

    deinit {
        for number in Self.numbers { signal(number, SIG_DFL) }
        Self.send(0)
    }

    private static func send(_ byte: UInt8) {
        var byte = byte
        _ = write(pipe.write, &byte, 1)
    }

    /// Returns true for a signal and false for the end.
    private static func next(from descriptor: Int32) -> Bool? {
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            return count == 1 ? byte == 1 : nil
        }
    }
}
