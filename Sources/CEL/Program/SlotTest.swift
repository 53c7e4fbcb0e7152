/// A test of one variable against something constant that takes a few instructions, and which test
/// follows.
struct SlotTest: BitwiseCopyable {
    /// What the slot must hold; anything else is left to the nodes that the test was made from.
    let tag: Slot.Tag
    let kind: Kind
    /// The orders to the constant in which a comparison holds, a bit each.
    private var orders: UInt8 = 0
    let slot: Int32
    /// The next test, or ``holds`` or ``fails``.
    private(set) var whenTrue: Int32 = SlotTest.holds
    private(set) var whenFalse: Int32 = SlotTest.fails
    /// The length of a text.
    private var length: UInt32 = 0
    /// A number to compare with, a short text, or the first or last eight bytes of a text.
    private var bits: UInt64 = 0
    /// Another short text, or which of the eight bytes count.
    private var mask: UInt64 = 0
    /// Tests the whole text, where these bytes do not settle it; the condition's tree owns it.
    private var whole: Unmanaged<VariableTextTestNode>?

    static let holds: Int32 = -1
    static let fails: Int32 = -2

    enum Kind: UInt8 {
        case bool, int, double, present
        /// A text, its beginning or its end.
        case equals, starts, ends
        /// One of two texts of less than eight bytes.
        case isOneOf
        /// The number of code points of a text.
        case size
        /// Any other test of a text.
        case passes
    }

    init(_ kind: Kind, _ tag: Slot.Tag, slot: Int) {
        self.kind = kind
        self.tag = tag
        self.slot = Int32(truncatingIfNeeded: slot)
    }

    /// Makes a comparison, of which `!=` is the opposite of `==`, as NaN has no order.
    init(_ kind: Kind, _ tag: Slot.Tag, slot: Int, _ comparison: Comparison, _ bits: UInt64) {
        self.init(kind, tag, slot: slot)
        self.bits = bits
        orders = comparison == .notEqual ? Comparison.equal.orders : comparison.orders
        if comparison == .notEqual { swap(&whenTrue, &whenFalse) }
    }

    /// Makes a test for a text, or the beginning or the end of one.
    init(_ kind: Kind, _ node: VariableTextTestNode, _ text: [UInt8]) {
        self.init(kind, .string, slot: node.slot)
        length = UInt32(truncatingIfNeeded: text.count)
        for (place, byte) in (kind == .ends ? text.suffix(8) : text.prefix(8)).enumerated() {
            bits |= UInt64(byte) << UInt64(8 * place)
            mask |= 0xFF << UInt64(8 * place)
        }
        whole = text.count > 8 ? .passUnretained(node) : nil
    }

    /// Makes a test for one of two words as in a ``TextSet``.
    init(_ node: VariableTextTestNode, _ word: UInt64, or other: UInt64) {
        self.init(.isOneOf, .string, slot: node.slot)
        bits = word
        mask = other
    }

    /// Makes a test that a node carries out.
    init(passing node: VariableTextTestNode) {
        self.init(.passes, .string, slot: node.slot)
        whole = .passUnretained(node)
    }

    /// Returns the test with others to follow, `offset` places further on.
    func followed(by holds: Int32, _ fails: Int32, offset: Int32 = 0) -> SlotTest {
        func moved(_ next: Int32) -> Int32 {
            next == Self.holds ? holds : next == Self.fails ? fails : next + offset
        }
        var test = self
        test.whenTrue = moved(whenTrue)
        test.whenFalse = moved(whenFalse)
        return test
    }

    // MARK: Testing

    /// Whether a slot with the right tag passes.
    @inline(__always)
    func holds(_ value: Slot, _ bytes: UnsafeMutablePointer<UInt8>) -> Bool {
        switch kind {
        case .bool: value.bits != 0
        case .int: isOrdered(Int64(bitPattern: value.bits), Int64(bitPattern: bits))
        case .double: isOrdered(Double(bitPattern: value.bits), Double(bitPattern: bits))
        case .present: true
        case .equals: value.length == length && hasEdge(value, bytes, from: 0)
        case .starts: value.length >= length && hasEdge(value, bytes, from: 0)
        case .ends:
            value.length >= length
                && hasEdge(value, bytes, from: Int(value.length) &- Int(min(length, 8)))
        case .isOneOf: isEither(value, bytes)
        case .size: hasSize(value.text(bytes))
        case .passes: passes(value, bytes)
        }
    }

    @inline(__always)
    private func isOrdered<T: Comparable>(_ left: T, _ right: T) -> Bool {
        let order: UInt8 =
            (left < right ? 1 : 0) | (left == right ? 2 : 0) | (left > right ? 4 : 0)
        return orders & order != 0
    }

    /// Whether eight bytes are as wanted, and then the others.
    @inline(__always)
    private func hasEdge(
        _ value: Slot, _ bytes: UnsafeMutablePointer<UInt8>, from offset: Int
    ) -> Bool {
        value.word(bytes, from: offset) & mask == bits && (whole == nil || passes(value, bytes))
    }

    @inline(__always)
    private func isEither(_ value: Slot, _ bytes: UnsafeMutablePointer<UInt8>) -> Bool {
        guard value.length < 8 else { return false }
        let count = UInt64(value.length) &* 8
        let word = value.word(bytes, from: 0) & ((1 &<< count) &- 1) | count &<< 53
        return word == bits || word == mask
    }

    /// Compares the number of code points, and counts them only where the number of bytes, of which
    /// each takes one to four, does not settle it.
    @inline(__always)
    private func hasSize(_ text: ByteText) -> Bool {
        let wanted = Int64(bitPattern: bits)
        let isSettled = wanted > text.count || wanted < (text.count + 3) / 4
        return isOrdered(Int64(isSettled ? text.count : text.scalarCount), wanted)
    }

    @inline(never)
    private func passes(_ value: Slot, _ bytes: UnsafeMutablePointer<UInt8>) -> Bool {
        whole?._withUnsafeGuaranteedRef { $0.test.holds(value.text(bytes)) } ?? false
    }
}

extension Slot {
    /// The bytes of a text.
    @inline(__always)
    fileprivate func text(_ bytes: UnsafeMutablePointer<UInt8>) -> ByteText {
        ByteText(start: bytes + Int(truncatingIfNeeded: bits), count: Int(length))
    }

    /// Eight bytes of a text from `offset`; those past its end mean nothing.
    @inline(__always)
    fileprivate func word(_ bytes: UnsafeMutablePointer<UInt8>, from offset: Int) -> UInt64 {
        UnsafeRawPointer(bytes + (Int(truncatingIfNeeded: bits) &+ offset))
            .loadUnaligned(as: UInt64.self)
    }
}

extension Comparison {
    /// The orders in which it holds: 1 for less, 2 for equal, 4 for greater.
    fileprivate var orders: UInt8 {
        switch self {
        case .less: 1
        case .equal: 2
        case .lessEqual: 3
        case .greater: 4
        case .notEqual: 5
        case .greaterEqual: 6
        }
    }
}
