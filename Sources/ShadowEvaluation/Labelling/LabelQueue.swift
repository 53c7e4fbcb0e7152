/// The cases that are to be labelled next: those on which the paths differ, then those on which they
/// agree, each in the order of their lots.
///
/// It keeps the first `capacity` of either kind, and counts the others.
package struct LabelQueue<Task: Sendable>: Sendable {
    private struct Entry: Sendable {
        var place: Double
        var task: Task
    }

    private var entries: (disagreements: [Entry], agreements: [Entry]) = ([], [])
    private let capacity: Int
    package private(set) var disagreements = 0
    package private(set) var agreements = 0

    package init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Takes in a case that was drawn and whose truth nobody knows.
    package mutating func append(_ task: Task, place: Double, isDisagreement: Bool) {
        let entry = Entry(place: place, task: task)
        if isDisagreement {
            disagreements += 1
            Self.insert(entry, into: &entries.disagreements, capacity)
        } else {
            agreements += 1
            Self.insert(entry, into: &entries.agreements, capacity)
        }
    }

    package var tasks: [Task] {
        (entries.disagreements + entries.agreements).map(\.task)
    }

    private static func insert(_ entry: Entry, into entries: inout [Entry], _ capacity: Int) {
        if entries.count == capacity, let last = entries.last, last.place <= entry.place { return }
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].place <= entry.place { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
        if entries.count > capacity { entries.removeLast() }
    }
}
