/// A set of cases: for each input the classes that its value may be in.
struct Box: Equatable, Sendable {
    /// For each input ranges of class numbers that ascend and don't touch.
    var sides: [[Range<Int>]]

    /// Leaves of a side only what is also in `classes`.
    mutating func narrow(_ index: Int, to classes: [Range<Int>]) {
        sides[index] = Self.common(sides[index], classes)
    }

    var isEmpty: Bool { sides.contains { $0.isEmpty } }

    func intersects(_ other: Box) -> Bool {
        for (left, right) in zip(sides, other.sides) where !Self.meet(left, right) { return false }
        return true
    }

    func intersection(_ other: Box) -> Box {
        Box(sides: zip(sides, other.sides).map(Self.common))
    }

    /// Returns boxes that share nothing and hold together what is in this one but not in `other`.
    func subtracting(_ other: Box) -> [Box] {
        guard intersects(other) else { return [self] }
        var pieces: [Box] = []
        var rest = self
        for (index, side) in other.sides.enumerated() {
            let outside = Self.difference(rest.sides[index], side)
            if !outside.isEmpty {
                var piece = rest
                piece.sides[index] = outside
                pieces.append(piece)
            }
            rest.sides[index] = Self.common(rest.sides[index], side)
        }
        return pieces
    }

    // MARK: Sides

    private static func meet(_ left: [Range<Int>], _ right: [Range<Int>]) -> Bool {
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if left[i].overlaps(right[j]) { return true }
            if left[i].upperBound <= right[j].upperBound { i += 1 } else { j += 1 }
        }
        return false
    }

    private static func common(_ left: [Range<Int>], _ right: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            let range = left[i].clamped(to: right[j])
            if !range.isEmpty { result.append(range) }
            if left[i].upperBound <= right[j].upperBound { i += 1 } else { j += 1 }
        }
        return result
    }

    private static func difference(_ left: [Range<Int>], _ right: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in left {
            var start = range.lowerBound
            for other in right where other.overlaps(range) {
                if start < other.lowerBound { result.append(start..<other.lowerBound) }
                start = max(start, other.upperBound)
            }
            if start < range.upperBound { result.append(start..<range.upperBound) }
        }
        return result
    }
}
