/// What an evaluation reads and counts.
///
/// The pointers belong to the activation, which outlives the evaluation.
struct Frame {
    let slots: UnsafeMutablePointer<Slot>
    let bytes: UnsafeMutablePointer<UInt8>
    let locals: UnsafeMutablePointer<Value?>
    unowned(unsafe) let activation: Activation
    var steps: Int

    init(_ activation: Activation, steps: Int) {
        slots = activation.slots
        bytes = activation.bytes
        locals = activation.locals
        self.activation = activation
        self.steps = steps
    }

    /// Counts steps and fails when there are none left.
    @inline(__always)
    mutating func charge(_ count: Int) throws(Failure) {
        steps -= count
        if steps < 0 { throw Failure(.limitExceeded) }
    }

    /// Counts the work of copying or searching so many bytes or elements.
    @inline(__always)
    mutating func charge(size: Int) throws(Failure) { try charge(1 + size / 16) }

    @inline(__always)
    func text(_ slot: Slot) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes + Int(slot.bits), count: Int(slot.length))
    }
}
