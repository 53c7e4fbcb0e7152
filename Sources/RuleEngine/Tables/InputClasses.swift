import CEL

/// The values of one input, parted into classes such that no cell of its column tells two values of
/// a class apart.
///
/// The classes are numbered: absent, a value that no cell names, `false`, `true`, each text, any
/// other text, then the ranges of ordinals from low to high. What a cell accepts is a few ranges of
/// these numbers, so that rows are boxes, and looking a value up is the same for every row.
final class InputClasses: Sendable {
    let type: InputType
    let texts: TextTable
    /// Where each range of ordinals but the first begins, ascending.
    private let cuts: FixedBuffer<Int64>

    static let absent = 0
    static let unnamed = 1
    fileprivate static let no = 2
    fileprivate static let firstText = 4

    var otherText: Int { Self.firstText + texts.count }
    var firstRange: Int { otherText + 1 }
    var count: Int { firstRange + cuts.count + 1 }

    init(_ tests: some Sequence<CellTest>, of type: InputType) {
        self.type = type
        var seen: Set<[UInt8]> = []
        var texts: [[UInt8]] = []
        var cuts: Set<Int64> = []
        for test in tests {
            for text in test.texts where seen.insert(text).inserted { texts.append(text) }
            for range in test.ranges {
                if range.lowerBound > .min { cuts.insert(range.lowerBound) }
                if range.upperBound < .max { cuts.insert(range.upperBound + 1) }
            }
        }
        self.texts = TextTable(texts)
        self.cuts = FixedBuffer(cuts.sorted())
    }

    // MARK: Values

    /// Returns the class of a value of the input's type; `nil` stands for an absent one.
    func number(of value: Value?) -> Int {
        switch value {
        case nil, .null?: Self.absent
        case .bool(let flag)?: Self.no + (flag ? 1 : 0)
        case .string(let text)?: number(of: text)
        case .int(let number)?:
            type == .int ? self.number(of: number) : self.number(of: Double(number))
        case .uint(let number)?:
            type == .uint
                ? self.number(of: Ordinal.of(number)) : self.number(of: Double(number))
        case .double(let number)?: self.number(of: number)
        case .timestamp(let moment)? where type == .timestamp:
            number(of: Ordinal.of(moment))
        case .duration(let span)? where type == .duration: number(of: Ordinal.of(span))
        case .bytes?, .list?, .map?, .timestamp?, .duration?, .type?, .optional?, .opaque?:
            Self.unnamed
        }
    }

    private func number(of text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in
            texts.number(of: UnsafeRawBufferPointer(bytes)).map { Self.firstText + $0 } ?? otherText
        }
    }

    private func number(of value: Double) -> Int {
        Ordinal.of(value).map { number(of: $0) } ?? Self.unnamed
    }

    private func number(of ordinal: Int64) -> Int {
        withExtendedLifetime(self) { view.number(of: ordinal) }
    }

    /// The classes by their pointers; valid for as long as they live.
    var view: View {
        View(
            type: type, texts: texts.view, cuts: cuts.start, cutCount: cuts.count,
            otherText: otherText)
    }

    struct View: BitwiseCopyable {
        fileprivate let type: InputType
        fileprivate let texts: TextTable.View
        fileprivate let cuts: UnsafePointer<Int64>
        fileprivate let cutCount: Int
        fileprivate let otherText: Int

        /// Returns the class of what a slot of the input's type holds; `nil` where that takes its
        /// value.
        @inline(__always)
        func number(of scalar: Activation.Scalar) -> Int? {
            switch scalar {
            case .absent: InputClasses.absent
            case .bool(let flag): InputClasses.no + (flag ? 1 : 0)
            case .text(let text):
                texts.number(of: text, isPadded: true).map { InputClasses.firstText + $0 }
                    ?? otherText
            case .int(let number):
                type == .int ? self.number(of: number) : self.number(of: Double(number))
            case .uint(let number):
                type == .uint
                    ? self.number(of: Ordinal.of(number)) : self.number(of: Double(number))
            case .double(let number): self.number(of: number)
            case .other: nil
            }
        }

        @inline(__always)
        private func number(of value: Double) -> Int {
            Ordinal.of(value).map { number(of: $0) } ?? InputClasses.unnamed
        }

        @inline(__always)
        fileprivate func number(of ordinal: Int64) -> Int {
            var low = 0
            var high = cutCount
            while low < high {
                let middle = (low + high) / 2
                if cuts[middle] <= ordinal { low = middle + 1 } else { high = middle }
            }
            return otherText + 1 + low
        }
    }

    // MARK: Tests

    /// Returns the classes that `test` accepts: ranges in ascending order that don't touch.
    func accepted(by test: CellTest) -> [Range<Int>] {
        if test.acceptsAnything { return [0..<count] }
        var ranges: [Range<Int>] = []
        if test.acceptsAbsent { ranges.append(Self.absent..<Self.absent + 1) }
        for flag in test.flags {
            let number = Self.no + (flag ? 1 : 0)
            ranges.append(number..<number + 1)
        }
        for text in test.texts {
            guard let number = text.withUnsafeBytes({ texts.number(of: $0) }) else { continue }
            ranges.append(Self.firstText + number..<Self.firstText + number + 1)
        }
        for range in test.ranges {
            ranges.append(number(of: range.lowerBound)..<number(of: range.upperBound) + 1)
        }
        let merged = ranges.merged
        return test.isNegated ? merged.complement(in: Self.unnamed..<count) : merged
    }

    /// The ordinals of a class, where it is a range of them that values of the type can have.
    func ordinals(of number: Int) -> ClosedRange<Int64>? {
        guard number >= firstRange, number < count else { return nil }
        let place = number - firstRange
        let domain = Ordinal.domain(of: type)
        let low = place == 0 ? domain.lowerBound : max(domain.lowerBound, cuts.start[place - 1])
        let high =
            place == cuts.count ? domain.upperBound : min(domain.upperBound, cuts.start[place] - 1)
        return low <= high ? low...high : nil
    }

    /// The flag of a class, where it is that of one.
    func flag(of number: Int) -> Bool? {
        (Self.no..<Self.firstText).contains(number) ? number == Self.no + 1 : nil
    }

    /// Returns the classes that values of the type can be in; NaN is passed over.
    func possible(isOptional: Bool) -> [Range<Int>] {
        var numbers: [Range<Int>] = []
        if isOptional || type == .dyn { numbers.append(Self.absent..<Self.absent + 1) }
        if type == .dyn { numbers.append(Self.unnamed..<Self.unnamed + 1) }
        if type == .dyn || type == .bool { numbers.append(Self.no..<Self.firstText) }
        if type == .dyn || type == .string { numbers.append(Self.firstText..<otherText + 1) }
        if type != .bool, type != .string {
            numbers += (firstRange..<count).filter { ordinals(of: $0) != nil }.map { $0..<$0 + 1 }
        }
        return numbers.merged
    }

    /// The text of a class, where it is that of a text that a cell names.
    func text(of number: Int) -> [UInt8]? {
        (Self.firstText..<otherText).contains(number) ? texts[number - Self.firstText] : nil
    }
}

extension [Range<Int>] {
    /// The same numbers in ranges that ascend and don't touch.
    fileprivate var merged: [Range<Int>] {
        var result: [Range<Int>] = []
        for range in sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            guard let last = result.last, range.lowerBound <= last.upperBound else {
                result.append(range)
                continue
            }
            result[result.count - 1] =
                last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
        }
        return result
    }

    /// The numbers of `whole` that are in none of the ranges, which ascend.
    fileprivate func complement(in whole: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = whole.lowerBound
        for range in self {
            if start < range.lowerBound { result.append(start..<range.lowerBound) }
            start = Swift.max(start, range.upperBound)
        }
        if start < whole.upperBound { result.append(start..<whole.upperBound) }
        return result
    }
}
