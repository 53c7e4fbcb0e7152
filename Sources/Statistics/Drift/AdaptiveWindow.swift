import RealModule

/// ADWIN: a window that drops its oldest part when its two halves differ in mean.
///
/// Bifet & Gavaldà (2007), ADWIN2: an exponential histogram of buckets of 2ᵏ observations, at most
/// `bucketsPerRow` + 1 of a size, checked every `clock` observations.
package struct AdaptiveWindow: Sendable, Equatable {
    private struct Bucket: Sendable, Equatable {
        var size: Double
        var total: Double
        /// Sum of squared deviations from the bucket's mean.
        var squares: Double

        var mean: Double { total / size }

        mutating func absorb(_ other: Bucket) {
            let gap = mean - other.mean
            squares += other.squares + size * other.size * gap * gap / (size + other.size)
            size += other.size
            total += other.total
        }

        mutating func release(_ other: Bucket) {
            size -= other.size
            total -= other.total
            guard size > 0 else { return }
            let gap = mean - other.mean
            squares -= other.squares + size * other.size * gap * gap / (size + other.size)
        }
    }

    package let delta: Double
    package let clock: Int
    package let bucketsPerRow: Int
    package let minimumPart: Double
    package let gracePeriod: Double
    private var rows: [[Bucket]] = [[]]
    private var window = Bucket(size: 0, total: 0, squares: 0)
    private var ticks = 0

    /// Creates a window whose cuts are false with probability about `delta`.
    package init(
        delta: Double = 0.002, clock: Int = 32, bucketsPerRow: Int = 5, minimumPart: Int = 5,
        gracePeriod: Int = 10
    ) {
        precondition(delta > 0 && delta < 1 && clock > 0 && bucketsPerRow > 0, "out of range")
        self.delta = delta
        self.clock = clock
        self.bucketsPerRow = bucketsPerRow
        self.minimumPart = Double(minimumPart)
        self.gracePeriod = Double(gracePeriod)
    }

    /// Observations in the window.
    package var width: Int { Int(window.size) }

    /// The mean of the window; nil while it is empty.
    package var mean: Double? { window.size > 0 ? window.mean : nil }

    /// Takes in an observation and returns whether the window was cut.
    package mutating func append(_ x: Double) -> Bool {
        let bucket = Bucket(size: 1, total: x, squares: 0)
        if window.size > 0 { window.absorb(bucket) } else { window = bucket }
        rows[0].append(bucket)
        compress()
        ticks += 1
        guard ticks.isMultiple(of: clock), window.size > gracePeriod else { return false }
        var isCut = false
        while shouldCut() {
            dropOldest()
            isCut = true
        }
        return isCut
    }

    private mutating func compress() {
        var row = 0
        while row < rows.count, rows[row].count > bucketsPerRow {
            if row + 1 == rows.count { rows.append([]) }
            var merged = rows[row][0]
            merged.absorb(rows[row][1])
            rows[row].removeFirst(2)
            rows[row + 1].append(merged)
            row += 1
        }
    }

    private mutating func dropOldest() {
        window.release(rows[rows.count - 1].removeFirst())
        while rows.count > 1, rows[rows.count - 1].isEmpty { rows.removeLast() }
    }

    /// Whether some split into an older and a newer part has means further apart than chance.
    private func shouldCut() -> Bool {
        var older = Bucket(size: 0, total: 0, squares: 0)
        let level = Double.log(2 * .log(window.size) / delta)
        let variance = window.squares / window.size
        for bucket in rows.reversed().joined() {
            older.size += bucket.size
            older.total += bucket.total
            let newer = window.size - older.size
            guard newer >= minimumPart else { return false }
            guard older.size >= minimumPart else { continue }
            let inverse =
                1 / (older.size - minimumPart + 1) + 1 / (newer - minimumPart + 1)
            let limit = (2 * inverse * variance * level).squareRoot() + 2 / 3 * level * inverse
            if abs(older.mean - (window.total - older.total) / newer) > limit { return true }
        }
        return false
    }
}
