import Synchronization

/// Bytes that an export has written.
final class Collected: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func append(_ chunk: [UInt8]) {
        bytes.withLock { $0 += chunk }
    }

    var string: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}
