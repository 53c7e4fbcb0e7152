/// Tests of variables that `&&`, `||` and `!` join, each with the one that follows.
struct SlotCondition: Sendable {
    private(set) var tests: [SlotTest]

    init(_ test: SlotTest) { tests = [test] }

    init(_ node: VariableTextTestNode) {
        switch node.test {
        case .equals(let text): self.init(SlotTest(.equals, node, text))
        case .startsWith(let text): self.init(SlotTest(.starts, node, text))
        case .endsWith(let text): self.init(SlotTest(.ends, node, text))
        case .isIn(let set) where !set.words.isEmpty: self.init(node, set.words)
        case .contains, .isIn, .matches, .passes: self.init(SlotTest(passing: node))
        }
    }

    private init(_ node: VariableTextTestNode, _ words: [UInt64]) {
        self.init(SlotTest(node, words[0], or: words[words.count - 1]))
        for place in stride(from: 1, to: words.count - 1, by: 2) {
            join(.or, SlotCondition(SlotTest(node, words[place], or: words[place + 1])))
        }
    }

    /// The opposite.
    var negated: SlotCondition {
        var condition = self
        condition.tests = tests.map { $0.followed(by: SlotTest.fails, SlotTest.holds) }
        return condition
    }

    /// Adds what is asked where this does not decide.
    mutating func join(_ operation: LogicalOperator, _ other: SlotCondition) {
        let next = Int32(tests.count)
        for place in tests.indices {
            tests[place] =
                operation == .and
                ? tests[place].followed(by: next, SlotTest.fails)
                : tests[place].followed(by: SlotTest.holds, next)
        }
        tests += other.tests.map {
            $0.followed(by: SlotTest.holds, SlotTest.fails, offset: next)
        }
    }
}

/// Tests of variables that are asked one after the other, without going from node to node.
final class SlotConditionNode: BoolNode, @unchecked Sendable {
    // Proof of the unchecked conformance: the memory is written only by `init`, before anybody else
    // can see the pointer, and freed by `deinit`, when nobody can any more.
    let id: Int32
    private let tests: UnsafeMutablePointer<SlotTest>
    /// The same as a tree, which says what is wrong where a variable is not as declared.
    private let general: any Node
    let slotCondition: SlotCondition?

    init(_ id: Int32, _ condition: SlotCondition, general: any Node) {
        self.id = id
        self.general = general
        slotCondition = condition
        tests = .allocate(capacity: condition.tests.count)
        for (place, test) in condition.tests.enumerated() {
            (tests + place).initialize(to: test)
        }
    }

    deinit { tests.deallocate() }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let (slots, bytes) = (frame.slots, frame.bytes)
        var next: Int32 = 0
        repeat {
            let test = tests + Int(next)
            let slot = slots + Int(test.pointee.slot)
            let holds: Bool
            if slot.pointee.tag == test.pointee.tag {
                holds = test.pointee.holds(slot.pointee, bytes)
            } else {
                guard test.pointee.kind == .present else { return try general.bool(&frame) }
                holds = slot.pointee.tag != .absent
            }
            next = holds ? test.pointee.whenTrue : test.pointee.whenFalse
        } while next >= 0
        return next == SlotTest.holds
    }
}
