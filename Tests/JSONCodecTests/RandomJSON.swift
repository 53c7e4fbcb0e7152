import JSONCodec
import TestSupport

extension SeededGenerator {
    /// Returns a value of any kind, containers at most `depth` deep.
    mutating func value(depth: Int = 5) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &self) {
        case 0: return .null
        case 1: return .bool(chance(50))
        case 2: return .int(integer())
        case 3: return .double(double())
        case 4, 5: return .string(string())
        case 6: return .array((0..<small()).map { _ in value(depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<small() { object[string()] = value(depth: depth - 1) }
            return .object(object)
        }
    }

    mutating func integer() -> Int64 {
        let bits = Int64(bitPattern: next())
        return bits >> Int64.random(in: 0..<64, using: &self)
    }

    /// Returns a finite double: any bits, or one with few decimals.
    mutating func double() -> Double {
        if chance(50) {
            let digits = Int64.random(in: -1_000_000_000...1_000_000_000, using: &self)
            return Double(digits) / pick([1, 10, 100, 1e4, 1e6, 1e9])
        }
        while true {
            let value = Double(bitPattern: next())
            if value.isFinite { return value }
        }
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices, using: &self)]
    }

    mutating func string() -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<pick([3, 12, 40]), using: &self) {
            scalars.append(scalar())
        }
        return String(scalars)
    }

    private mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x20...0x7E, 0x20...0x7E, 0...0x1F, 0x22...0x22, 0x5C...0x5C, 0x7F...0x7FF,
            0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
        ]
        let range = pick(ranges)
        return Unicode.Scalar(UInt32.random(in: range, using: &self)) ?? "?"
    }

    private mutating func small() -> Int {
        chance(5) ? Int.random(in: 0..<40, using: &self) : Int.random(in: 0..<5, using: &self)
    }

    /// Returns `bytes` with a few of them changed, removed, doubled or added.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let telling =
            Array("{}[]:,\"\\/ \n\t0129.eE+-truefalsnu".utf8) + [0, 0x1F, 0x80, 0xC3, 0xED, 0xFF]
        for _ in 0..<Int.random(in: 1...3, using: &self) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &self)
            switch Int.random(in: 0..<5, using: &self) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &self)
            case 1: bytes[index] = pick(telling)
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(pick(telling), at: index)
            default: bytes.removeSubrange(index...)
            }
        }
        return bytes
    }
}
