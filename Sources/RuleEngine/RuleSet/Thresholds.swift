/// From which number on each option is given.
public struct Thresholds: Hashable, Sendable {
    /// The bounds in ascending order, each with the index of its option.
    public let bounds: [(number: Double, code: Int)]

    init(_ bounds: [(number: Double, code: Int)]) {
        self.bounds = bounds.sorted { $0.number < $1.number }
    }

    /// Returns the option that `number` stands for; `nil` below all bounds.
    public func code(for number: Double) -> Int? {
        bounds.last { $0.number <= number }?.code
    }

    /// Whether both give the same option for every number.
    public static func == (left: Self, right: Self) -> Bool {
        left.bounds.elementsEqual(right.bounds) { $0 == $1 }
    }

    /// Hashes the bounds and their options.
    public func hash(into hasher: inout Hasher) {
        for bound in bounds {
            hasher.combine(bound.number)
            hasher.combine(bound.code)
        }
    }
}
