import Decisions

/// Finds texts that are known by their form: a candidate is looked at once, in linear time.
struct PatternFinder {
    let text: UnsafeBufferPointer<UInt8>
    private let kinds: Set<RedactionDefinition.Kind>

    init(_ text: UnsafeBufferPointer<UInt8>, _ kinds: Set<RedactionDefinition.Kind>) {
        self.text = text
        self.kinds = kinds
    }

    /// Returns what is found, from left to right; nothing overlaps.
    func matches() -> [(range: Range<Int>, name: String)] {
        var found: [(range: Range<Int>, name: String)] = []
        var offset = 0
        while offset < text.count {
            guard let match = match(at: offset, after: found.last?.range.upperBound ?? 0) else {
                offset += 1
                continue
            }
            found.append((match.range, match.kind.rawValue))
            offset = match.range.upperBound
        }
        return found
    }

    private func match(
        at offset: Int, after end: Int
    ) -> (range: Range<Int>, kind: RedactionDefinition.Kind)? {
        let byte = text[offset]
        if byte == UInt8(ascii: "@"), kinds.contains(.email), let range = email(offset, end) {
            return (range, .email)
        }
        let isInWord = offset > 0 && text[offset - 1].isAlphanumeric
        if byte.isLetter, !isInWord, kinds.contains(.iban), let range = iban(offset) {
            return (range, .iban)
        }
        let isInNumber = offset > 0 && text[offset - 1].isDigit
        guard !isInNumber else { return nil }
        if byte.isDigit, kinds.contains(.card), let range = card(offset) {
            return (range, .card)
        }
        if kinds.contains(.phone), let range = phone(offset) { return (range, .phone) }
        return nil
    }

    // MARK: E-mail

    /// Returns the address around the `@` at `offset` that begins after what was found before.
    private func email(_ offset: Int, _ after: Int) -> Range<Int>? {
        var start = offset
        while start > after, text[start - 1].isOfMailbox { start -= 1 }
        var end = offset + 1
        while end < text.count, text[end].isOfDomain { end += 1 }
        while end > offset + 1, text[end - 1] == .dot || text[end - 1] == .hyphen { end -= 1 }
        let domain = text[offset + 1..<end]
        guard start < offset, let dot = domain.lastIndex(of: .dot), dot > offset + 1,
            end - dot > 2
        else { return nil }
        return start..<end
    }

    // MARK: Cards

    private func card(_ offset: Int) -> Range<Int>? {
        var digits: [UInt8] = []
        var longest: Range<Int>?
        var index = offset
        while index < text.count, digits.count <= 19 {
            if text[index].isDigit {
                digits.append(text[index] - 48)
                index += 1
                let isGroupEnd = index == text.count || !text[index].isDigit
                if isGroupEnd, (13...19).contains(digits.count), Self.isLuhn(digits) {
                    longest = offset..<index
                }
            } else {
                guard let next = separator(at: index, followedBy: \.isDigit) else { break }
                index = next
            }
        }
        return longest
    }

    /// ISO/IEC 7812-1, annex B.
    private static func isLuhn(_ digits: [UInt8]) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let doubled = Int(digit) * (place % 2 == 1 ? 2 : 1)
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0 && digits.contains { $0 != 0 }
    }

    // MARK: Bank accounts

    /// ISO 13616: two letters, two check digits, 11 to 30 letters and digits, remainder 1 by 97.
    private func iban(_ offset: Int) -> Range<Int>? {
        var characters: [UInt8] = []
        var longest: Range<Int>?
        var index = offset
        while index < text.count, characters.count < 34 {
            let byte = text[index]
            if byte.isAlphanumeric {
                characters.append(byte.uppercased)
                index += 1
                guard Self.canBegin(characters) else { return nil }
                let isGroupEnd = index == text.count || !text[index].isAlphanumeric
                if isGroupEnd, characters.count >= 15, Self.remainder(characters) == 1 {
                    longest = offset..<index
                }
            } else {
                guard let next = separator(at: index, followedBy: \.isAlphanumeric) else { break }
                index = next
            }
        }
        return longest
    }

    private static func canBegin(_ characters: [UInt8]) -> Bool {
        guard characters.count <= 4, let last = characters.last else { return true }
        return characters.count <= 2 ? last.isLetter : last.isDigit
    }

    private static func remainder(_ characters: [UInt8]) -> Int {
        (characters.dropFirst(4) + characters.prefix(4)).reduce(0) { rest, byte in
            byte.isDigit ? (rest * 10 + Int(byte - 48)) % 97 : (rest * 100 + Int(byte) - 55) % 97
        }
    }

    // MARK: Phones

    /// Numbers with a country code or a trunk zero, and those in the groups 3-3-4.
    private func phone(_ offset: Int) -> Range<Int>? {
        var index = offset
        let isInternational = text[index] == UInt8(ascii: "+")
        if isInternational || text[index] == UInt8(ascii: "(") { index += 1 }
        let first = index
        var groups: [Int] = []
        var digits = 0
        var longest: Range<Int>?
        while index < text.count, digits <= 15 {
            let start = index
            while index < text.count, text[index].isDigit { index += 1 }
            guard index > start else { break }
            groups.append(index - start)
            digits += index - start
            let isKnown =
                isInternational && digits >= 7
                || text[first] == UInt8(ascii: "0") && digits >= 9
                || groups == [3, 3, 4] || groups == [1, 3, 3, 4]
            if isKnown, digits <= 15 { longest = offset..<index }
            guard let next = phoneSeparator(at: index) else { break }
            index = next
        }
        return longest
    }

    /// Passes what may stand between two groups of a phone number: `) `, ` (0)` and the like.
    private func phoneSeparator(at index: Int) -> Int? {
        var next = index
        while next < text.count, next - index < 3, text[next].isOfPhone { next += 1 }
        return next > index && next < text.count && text[next].isDigit ? next : nil
    }

    /// Passes one space or hyphen, or a no-break space, that stands between two groups.
    private func separator(at index: Int, followedBy isNext: (UInt8) -> Bool) -> Int? {
        var next = index
        if text[index] == .space || text[index] == .hyphen || text[index] == .dot {
            next = index + 1
        } else if text[index] == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 {
            next = index + 2
        }
        return next > index && next < text.count && isNext(text[next]) ? next : nil
    }
}

extension UInt8 {
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let dot = UInt8(ascii: ".")
    fileprivate static let hyphen = UInt8(ascii: "-")

    fileprivate var isDigit: Bool { self &- 48 < 10 }
    fileprivate var isLetter: Bool { (self | 0x20) &- 97 < 26 }
    fileprivate var isAlphanumeric: Bool { isDigit || isLetter }
    fileprivate var uppercased: UInt8 { isLetter ? self & 0xDF : self }

    /// Letters of every script are bytes from 0x80 on.
    fileprivate var isOfDomain: Bool {
        isAlphanumeric || self == .dot || self == .hyphen || self >= 0x80
    }

    fileprivate var isOfMailbox: Bool {
        isOfDomain || "!#$%&'*+/=?^_`{|}~".utf8.contains(self)
    }

    fileprivate var isOfPhone: Bool { " -./()".utf8.contains(self) }
}
