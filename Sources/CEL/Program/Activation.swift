/// The values of an environment's variables for one evaluation after another.
///
/// A reusable buffer: one slot of 16 bytes for each variable in the order of declaration, and one
/// byte buffer for all strings. Resetting and refilling it allocates nothing once its buffers are
/// as large as the largest input. Not thread-safe: every thread has its own.
public final class Activation {
    /// How many variables it holds.
    public let count: Int
    let slots: UnsafeMutablePointer<Slot>
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var byteCapacity = 1_024
    /// Zeros behind the buffer, so that eight bytes can be read from any place in it.
    private static let margin = 8
    private var byteCount = 0
    // Only methods of one statement touch it, so that no two accesses overlap.
    @exclusivity(unchecked) private(set) var values: [Value] = []
    private(set) var locals: UnsafeMutablePointer<Value?>
    private var localCapacity = 0
    /// The computed patterns of the last evaluations, the oldest first.
    private var patterns: [(text: String, compiled: RegularExpression)] = []
    /// Each pattern may take 8 MiB.
    private static let mostPatterns = 8
    private let variables: [Variable]
    /// What the slot of each variable holds where it fits; `nil` where that takes a closer look.
    private let tags: [Slot.Tag?]

    /// Makes an activation in which every variable is absent.
    public init(_ environment: Environment) {
        variables = environment.variables
        tags = variables.map { Slot.Tag($0.type) }
        count = variables.count
        slots = .allocate(capacity: max(count, 1))
        slots.initialize(repeating: .absent, count: max(count, 1))
        bytes = .allocate(capacity: byteCapacity + Self.margin)
        bytes.initialize(repeating: 0, count: byteCapacity + Self.margin)
        locals = .allocate(capacity: 1)
    }

    deinit {
        slots.deallocate()
        bytes.deallocate()
        locals.deinitialize(count: localCapacity)
        locals.deallocate()
    }

    /// Makes every variable absent and forgets all bytes; the memory is kept.
    public func reset() {
        slots.update(repeating: .absent, count: count)
        byteCount = 0
        if !values.isEmpty { values.removeAll(keepingCapacity: true) }
    }

    private func set(_ slot: Int, _ tag: Slot.Tag, _ bits: UInt64, _ length: UInt32 = 0) {
        precondition(slot >= 0 && slot < count, "the environment declares no such variable")
        slots[slot] = Slot(bits: bits, length: length, tag: tag)
    }

    // MARK: Scalars

    /// Makes a variable absent.
    public func setAbsent(_ slot: Int) { set(slot, .absent, 0) }
    /// Sets a variable to null.
    public func setNull(_ slot: Int) { set(slot, .null, 0) }
    /// Sets a variable to a bool.
    public func set(_ slot: Int, bool value: Bool) { set(slot, .bool, value ? 1 : 0) }
    /// Sets a variable to an int.
    public func set(_ slot: Int, int value: Int64) { set(slot, .int, UInt64(bitPattern: value)) }
    /// Sets a variable to a uint.
    public func set(_ slot: Int, uint value: UInt64) { set(slot, .uint, value) }
    /// Sets a variable to a double.
    public func set(_ slot: Int, double value: Double) { set(slot, .double, value.bitPattern) }

    // MARK: Strings and bytes

    /// Copies a string's UTF-8 into the buffer.
    public func set(_ slot: Int, string value: String) {
        let isSet: Void? = value.utf8.withContiguousStorageIfAvailable {
            set(slot, .string, copying: UnsafeRawBufferPointer($0))
        }
        guard isSet == nil else { return }
        var value = value
        value.withUTF8 { set(slot, .string, copying: UnsafeRawBufferPointer($0)) }
    }

    /// Copies valid UTF-8 into the buffer; the caller vouches for its validity.
    public func set(_ slot: Int, utf8: UnsafeRawBufferPointer) {
        set(slot, .string, copying: utf8)
    }

    /// Copies bytes into the buffer.
    public func set(_ slot: Int, bytes value: UnsafeRawBufferPointer) {
        set(slot, .bytes, copying: value)
    }

    /// Copies bytes, such as the body of a request, to which slots may then refer; returns where
    /// they start.
    public func append(_ value: UnsafeRawBufferPointer) -> Int {
        let start = byteCount
        reserve(byteCount + value.count)
        if let base = value.baseAddress {
            Self.copy(base, to: UnsafeMutableRawPointer(bytes + start), value.count)
        }
        byteCount += value.count
        return start
    }

    /// Copies bytes; a short text in one or two words.
    ///
    /// Calling the C library takes longer than the copying. The words don't overlap, so that reading them next need not wait; the last one
    /// may reach into the margin.
    @inline(__always)
    private static func copy(
        _ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, _ count: Int
    ) {
        if count >= 8, count <= 16 {
            let last = source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            target.storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
            target.storeBytes(
                of: last >> UInt64(8 * (16 - count)), toByteOffset: 8, as: UInt64.self)
        } else if count >= 4, count < 8 {
            let first = UInt64(source.loadUnaligned(as: UInt32.self))
            let last = UInt64(source.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            target.storeBytes(of: first | last << UInt64(8 * (count - 4)), as: UInt64.self)
        } else {
            target.copyMemory(from: source, byteCount: count)
        }
    }

    /// Sets a string to bytes that ``append(_:)`` has copied; the caller vouches that they are
    /// valid UTF-8.
    public func set(_ slot: Int, utf8At offset: Int, length: Int) {
        precondition(
            offset >= 0 && length >= 0 && offset <= byteCount && length <= byteCount - offset,
            "the string lies outside of the appended bytes")
        set(slot, .string, UInt64(offset), UInt32(length))
    }

    private func set(_ slot: Int, _ tag: Slot.Tag, copying value: UnsafeRawBufferPointer) {
        precondition(value.count <= Int(UInt32.max), "a string has less than 4 GiB")
        let start = append(value)
        set(slot, tag, UInt64(start), UInt32(value.count))
    }

    private func reserve(_ capacity: Int) {
        guard capacity > byteCapacity else { return }
        let newCapacity = max(capacity, byteCapacity * 2)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity + Self.margin)
        larger.initialize(from: bytes, count: byteCount)
        (larger + byteCount).initialize(
            repeating: 0, count: newCapacity + Self.margin - byteCount)
        bytes.deallocate()
        bytes = larger
        byteCapacity = newCapacity
    }

    // MARK: Any value

    /// Sets a variable to any value; lists, maps and the like go into a table on the side.
    public func set(_ slot: Int, _ value: Value) {
        switch value {
        case .null: setNull(slot)
        case .bool(let value): set(slot, bool: value)
        case .int(let value): set(slot, int: value)
        case .uint(let value): set(slot, uint: value)
        case .double(let value): set(slot, double: value)
        case .string(let value): set(slot, string: value)
        case .bytes(let value): value.withUnsafeBytes { set(slot, bytes: $0) }
        case .list, .map, .timestamp, .duration, .type, .optional, .opaque:
            set(slot, .value, UInt64(values.count))
            values.append(value)
        }
    }

    /// What a slot holds, without copying its text.
    package enum Scalar: BitwiseCopyable {
        /// Nothing, or null.
        case absent
        case bool(Bool)
        case int(Int64)
        case uint(UInt64)
        case double(Double)
        /// UTF-8 that is valid until the activation changes; eight bytes behind it may be read.
        case text(UnsafeRawBufferPointer)
        /// What only ``value(_:)`` can tell.
        case other
    }

    /// Returns what a variable holds; its text must not outlive the next change.
    @inline(__always)
    package func scalar(_ slot: Int) -> Scalar {
        precondition(slot >= 0 && slot < count, "the environment declares no such variable")
        let slot = slots[slot]
        return switch slot.tag {
        case .absent, .null: .absent
        case .bool: .bool(slot.bits != 0)
        case .int: .int(Int64(bitPattern: slot.bits))
        case .uint: .uint(slot.bits)
        case .double: .double(Double(bitPattern: slot.bits))
        case .string: .text(text(of: slot))
        case .bytes, .value: .other
        }
    }

    /// Returns the first of the first `slotCount` slots whose value is not of its variable's declared
    /// type, or absent although the variable is not optional.
    package func firstUnfit(ofFirst slotCount: Int) -> Int? {
        for slot in 0..<slotCount where slots[slot].tag != tags[slot] && !fits(slot) {
            return slot
        }
        return nil
    }

    private func fits(_ slot: Int) -> Bool {
        let variable = variables[slot]
        guard let value = value(slot) else { return variable.isOptional }
        switch variable.type {
        case .dyn: return true
        case .wrapper(let type): return value == .null || value.checkedType == type
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .list,
            .map, .optional, .type, .abstract, .parameter:
            return value.checkedType.isSameKind(as: variable.type)
        }
    }

    /// The value of a variable, or `nil` if it is absent.
    public func value(_ slot: Int) -> Value? {
        precondition(slot >= 0 && slot < count, "the environment declares no such variable")
        return slots[slot].tag == .absent ? nil : value(of: slots[slot])
    }

    func value(of slot: Slot) -> Value {
        switch slot.tag {
        case .absent, .null: .null
        case .bool: .bool(slot.bits != 0)
        case .int: .int(Int64(bitPattern: slot.bits))
        case .uint: .uint(slot.bits)
        case .double: .double(Double(bitPattern: slot.bits))
        case .string: .string(String(decoding: text(of: slot), as: UTF8.self))
        case .bytes: .bytes(Array(text(of: slot)))
        case .value: values[Int(slot.bits)]
        }
    }

    @inline(__always)
    func text(of slot: Slot) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes + Int(slot.bits), count: Int(slot.length))
    }

    // MARK: Computed patterns

    /// Returns a pattern that is computed at evaluation, compiled now or among the last few.
    func pattern(_ text: String) throws(RegularExpression.Invalid) -> RegularExpression {
        if let known = patterns.first(where: { sameCodePoints($0.text, text) }) {
            return known.compiled
        }
        let compiled = try RegularExpression(text)
        if patterns.count == Self.mostPatterns { patterns.removeFirst() }
        patterns.append((text, compiled))
        return compiled
    }

    // MARK: Names that macros declare

    /// Makes room for the names that a program's macros declare.
    func reserveLocals(_ count: Int) {
        guard count > localCapacity else { return }
        locals.deinitialize(count: localCapacity)
        locals.deallocate()
        locals = .allocate(capacity: count)
        locals.initialize(repeating: nil, count: count)
        localCapacity = count
    }
}
