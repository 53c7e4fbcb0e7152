/// The four counts of two paths' right and wrong answers to the same items.
///
/// `onlyFirst` is b and `onlySecond` is c of the literature: the discordant pairs, which alone
/// tell the paths apart.
package struct PairedTable: Sendable, Equatable {
    package var bothRight: Int
    package var onlyFirst: Int
    package var onlySecond: Int
    package var bothWrong: Int

    /// Creates a table of counts, none negative.
    package init(bothRight: Int, onlyFirst: Int, onlySecond: Int, bothWrong: Int) {
        precondition(min(bothRight, onlyFirst, onlySecond, bothWrong) >= 0, "negative count")
        self.bothRight = bothRight
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
        self.bothWrong = bothWrong
    }

    /// Counts one item.
    package mutating func append(firstRight: Bool, secondRight: Bool) {
        switch (firstRight, secondRight) {
        case (true, true): bothRight += 1
        case (true, false): onlyFirst += 1
        case (false, true): onlySecond += 1
        case (false, false): bothWrong += 1
        }
    }

    /// Adds the counts of other items.
    package mutating func join(_ other: PairedTable) {
        bothRight += other.bothRight
        onlyFirst += other.onlyFirst
        onlySecond += other.onlySecond
        bothWrong += other.bothWrong
    }

    package var pairs: Int { bothRight + onlyFirst + onlySecond + bothWrong }
    package var discordant: Int { onlyFirst + onlySecond }
    package var firstRight: Int { bothRight + onlyFirst }
    package var secondRight: Int { bothRight + onlySecond }

    /// The accuracy of the first path minus the second's, (b − c)/n; nil for no pairs.
    package var difference: Double? {
        pairs > 0 ? Double(onlyFirst - onlySecond) / Double(pairs) : nil
    }
}
