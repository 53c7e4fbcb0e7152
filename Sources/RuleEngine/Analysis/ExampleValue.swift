import CEL

/// Picks a value of a class that a person might write.
struct ExampleValue {
    let name: String
    let classes: InputClasses

    /// Returns `age = 17`, or `no age` for an absent field.
    func text(of number: Int) -> String {
        guard number != InputClasses.absent else { return "no \(name)" }
        return "\(name) = \(value(number).map(ValueText.text) ?? "[]")"
    }

    private func value(_ number: Int) -> Value? {
        if let flag = classes.flag(of: number) { return .bool(flag) }
        if let text = classes.text(of: number) {
            return .string(String(decoding: text, as: UTF8.self))
        }
        if number == classes.otherText { return .string(otherText) }
        return classes.ordinals(of: number).map(value)
    }

    private var otherText: String {
        let candidates =
            ["other", "none of these"] + (0...classes.texts.count).map { "other \($0)" }
        return candidates.first { candidate in
            let number = classes.number(of: .string(candidate))
            return number == classes.otherText
        } ?? "other"
    }

    private func value(_ range: ClosedRange<Int64>) -> Value {
        switch classes.type {
        case .int, .bool, .string: .int(Self.near(0, in: range))
        case .uint:
            .uint(UInt64(bitPattern: Self.near(Ordinal.of(0 as UInt64), in: range)) ^ (1 << 63))
        case .duration: .duration(Nanoseconds(count: Self.near(0, in: range)))
        case .timestamp: Self.moment(range)
        case .double, .dyn: .double(Self.number(range))
        }
    }

    private static func near(_ number: Int64, in range: ClosedRange<Int64>) -> Int64 {
        min(max(number, range.lowerBound), range.upperBound)
    }

    private static func moment(_ range: ClosedRange<Int64>) -> Value {
        let ordinal = near(0, in: range)
        let (seconds, rest) = ordinal.quotientAndRemainder(dividingBy: 2_000_000)
        let isBefore = rest < 0
        let moment = Timestamp(
            seconds: isBefore ? seconds - 1 : seconds,
            nanoseconds: Int32((isBefore ? rest + 2_000_000 : rest) * 500))
        return moment.map(Value.timestamp) ?? .null
    }

    /// A whole number where there is one, else the middle.
    private static func number(_ range: ClosedRange<Int64>) -> Double {
        let (low, high) = (Ordinal.double(range.lowerBound), Ordinal.double(range.upperBound))
        let candidates = [
            0, low, low.rounded(.up), high.rounded(.down), (low / 2 + high / 2) * 10,
            low / 2 + high / 2,
        ]
        let isShort: (Double) -> Bool = { $0 == $0.rounded() && abs($0) < 1e15 }
        let inside = candidates.filter { (low...high).contains($0) }
        return inside.first(where: isShort) ?? inside.last ?? low
    }
}
