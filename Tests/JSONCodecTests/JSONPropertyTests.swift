import Foundation
import JSONCodec
import TestSupport
import Testing

struct JSONPropertyTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `what is written is parsed back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let value = random.value()
            let parsed = try JSONValue(parsing: value.json)
            #expect(parsed == value)
            #expect(parsed.json == value.json)
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `the canonical form is stable and free of order`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let value = random.value()
            let canonical = value.canonicalJSON
            #expect(try JSONValue(parsing: canonical).canonicalJSON == canonical)
            let number = random.double()
            #expect(try JSONValue(parsing: JSONValue.double(number).canonicalJSON).double == number)
            guard let object = value.object else { continue }
            var shuffled = JSONObject()
            for member in object.members.shuffled(using: &random) {
                shuffled[member.key] = member.value
            }
            #expect(JSONValue.object(shuffled) == value)
            #expect(JSONValue.object(shuffled).canonicalJSON == canonical)
        }
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func `canonical keys are in the order of UTF-16`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var object = JSONObject()
            for _ in 0..<20 { object[random.string()] = 0 }
            let canonical = try JSONValue(parsing: JSONValue.object(object).canonicalJSON)
            let keys = try #require(canonical.object).keys.map { Array($0.utf16) }
            let sorted = keys.sorted { $0.lexicographicallyPrecedes($1) }
            #expect(keys == sorted)
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `Foundation reads the same`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let value = random.value()
            let theirs = try JSONSerialization.jsonObject(
                with: Data(value.json), options: .fragmentsAllowed)
            #expect(agrees(value, theirs), "\(value)")
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `Foundation accepts and rejects the same`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1000 {
            let bytes = random.mutated(random.value(depth: 3).json)
            let ours = Result { try JSONValue(parsing: bytes) }
            guard isComparable(bytes, ours) else { continue }
            let isOurs = (try? ours.get()) != nil
            let isTheirs =
                (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed))
                != nil
            #expect(isOurs == isTheirs, "\(ours) \(bytes)")
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `no bytes crash the scanner, and its ways agree`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let bytes = random.mutated(random.value(depth: 4).json)
            let skipped = Result {
                try withJSONScanner(over: bytes) { scanner in
                    try scanner.skipValue()
                    try scanner.finish()
                }
            }
            let parsed = Result { try JSONValue(parsing: bytes) }
            switch (skipped, parsed) {
            case (.success, .success): break
            case (.failure(let one as JSONError), .failure(let other as JSONError)):
                #expect(one == other || isDuplicate(other))
            case (.success, .failure(let error as JSONError)): #expect(isDuplicate(error))
            default: Issue.record("\(bytes)")
            }
        }
    }

    @Test func `every beginning of a text is an error, not a crash`() throws {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<50 {
            let bytes = JSONValue.array([random.value()]).json
            for length in 0..<bytes.count {
                #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<length])) }
            }
        }
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func `UTF-8 is what Swift takes for it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            var bytes = Array(random.string().utf8)
            if random.chance(80) { bytes = random.mutated(bytes) }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect(bytes.withUnsafeBufferPointer { firstInvalidUTF8(in: $0) == nil } == isValid)
        }
    }

    private func isDuplicate(_ error: JSONError) -> Bool {
        if case .duplicateKey = error.fact { true } else { false }
    }

    /// Where Foundation differs on purpose: it takes a key twice, guesses UTF-16 and UTF-32 from
    /// zeros and passes over a byte order mark; we keep numbers beyond all doubles.
    private func isComparable(_ bytes: [UInt8], _ ours: Result<JSONValue, any Error>) -> Bool {
        switch ours {
        case .success(let value): !hasNumberBeyondDoubles(value)
        case .failure(let error):
            !((error as? JSONError).map(isDuplicate) ?? false) && !bytes.prefix(4).contains(0)
                && !bytes.starts(with: [0xEF, 0xBB, 0xBF])
        }
    }

    private func hasNumberBeyondDoubles(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool, .int, .double, .string: false
        case .largeNumber: value.double == nil
        case .array(let elements): elements.contains(where: hasNumberBeyondDoubles)
        case .object(let object): object.members.contains { hasNumberBeyondDoubles($0.value) }
        }
    }

    private func agrees(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch ours {
        case .null: theirs is NSNull
        case .bool(let value): theirs as? Bool == value
        case .int(let value): (theirs as? NSNumber)?.int64Value == value
        // It keeps decimals, whose own conversion to doubles is off in the last place.
        case .double(let value): Double("\(theirs)") == value
        case .largeNumber: false
        case .string(let value): theirs as? String == value
        case .array(let elements):
            if let theirs = theirs as? [Any], theirs.count == elements.count {
                zip(elements, theirs).allSatisfy { agrees($0, $1) }
            } else {
                false
            }
        case .object(let object):
            if let theirs = theirs as? [String: Any], theirs.count == object.count {
                object.members.allSatisfy { member in
                    theirs[member.key].map { agrees(member.value, $0) } ?? false
                }
            } else {
                false
            }
        }
    }
}
