/// Numbers in memory that never change, read by pointer: where an array is read on the path of
/// every decision, counting its references takes longer than the reading.
final class FixedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    // Proof of the unchecked conformance: the memory is written only by `init`, before anybody else
    // can see the pointer, and freed by `deinit`, when nobody can any more.

    /// Valid for as long as the buffer lives.
    let start: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        elements.withUnsafeBufferPointer { source in
            if let first = source.baseAddress {
                memory.initialize(from: first, count: source.count)
            }
        }
        start = UnsafePointer(memory)
        count = elements.count
    }

    deinit { start.deallocate() }
}
