import Decisions
import Diagnostics

/// Looks for rules or rows that can do no good or contradict each other, each taken as a box.
///
/// The values of each column are parted into classes that no test tells apart, so that each answer
/// is exact. Only fields take every value of their type whatever the others are: of other columns
/// nothing is said that depends on a case of them being possible.
struct BoxChecks {
    /// What is tested.
    struct Column {
        let name: String
        let classes: InputClasses
        let isOptional: Bool
        /// Whether it is a field that no other column reads.
        let isField: Bool
    }

    /// A rule or row.
    struct Item {
        let id: String
        let place: SourceCell
        /// For each column the tests that all have to accept.
        let tests: [[CellTest]]
        let outputs: [RuleOutput]
        /// Whether a finding about it would only repeat another.
        var isReported = false
    }

    /// `rule` or `row`, for messages.
    let word: String
    let hitPolicy: HitPolicy
    let columns: [Column]
    let items: [Item]
    /// The place of each item by priority.
    let order: [Int]
    let reader: YAMLReader
    let boxes: [Box]
    /// All that the columns can be.
    let possible: Box

    /// Comparing each item with each other one takes this many steps at most.
    private static let mostSteps = 40_000_000
    private static let mostFindings = 5

    init(
        word: String, hitPolicy: HitPolicy, columns: [Column], items: [Item], order: [Int],
        reader: YAMLReader
    ) {
        self.word = word
        self.hitPolicy = hitPolicy
        self.columns = columns
        let steps = items.count.multipliedReportingOverflow(by: items.count * columns.count)
        let isFeasible = !steps.overflow && steps.partialValue <= Self.mostSteps
        self.items = isFeasible ? items : []
        if !isFeasible {
            reader.remark("overlaps of \(items.count) \(word)s, which are too many to compare")
        }
        self.order = order
        self.reader = reader
        let possible = Box(sides: columns.map { $0.classes.possible(isOptional: $0.isOptional) })
        self.possible = possible
        boxes = self.items.map { item in
            item.tests.enumerated().reduce(into: possible) { box, entry in
                for test in entry.element {
                    box.narrow(entry.offset, to: columns[entry.offset].classes.accepted(by: test))
                }
            }
        }
    }

    func report() {
        reportImpossible()
        reportShadowed()
        reportOverlaps()
    }

    // MARK: Items

    private func reportImpossible() {
        for (item, box) in zip(items, boxes) where !item.isReported {
            guard let column = box.sides.firstIndex(where: \.isEmpty) else { continue }
            reader.warn(
                item.place, "\(word) `\(item.id)` can never fire",
                hint: "`\(columns[column].name)` is never what it asks for")
        }
    }

    /// Under `first` and `priority` an item decides only where no better one fires.
    private func reportShadowed() {
        guard hitPolicy == .first || hitPolicy == .priority else { return }
        let order = hitPolicy == .first ? Array(items.indices) : order
        var givenUp: [String] = []
        defer {
            if !givenUp.isEmpty {
                reader.remark(
                    "whether \(namesInWords(givenUp, "or")) can ever decide, which takes too long"
                )
            }
        }
        let ranked = items.indices.sorted { (order[$0], $0) < (order[$1], $1) }
        for (place, index) in ranked.enumerated() {
            guard !items[index].isReported, !boxes[index].isEmpty else { continue }
            let better = ranked[..<place].filter { boxes[$0].intersects(boxes[index]) }
            switch Cover(of: boxes[index], by: better.map { boxes[$0] }) {
            case .whole: break
            case .without: continue
            case .tooLarge:
                givenUp.append(items[index].id)
                continue
            }
            let single = better.first { boxes[$0].intersection(boxes[index]) == boxes[index] }
            let hint =
                single.map {
                    "\(word) `\(items[$0].id)` in line \(line($0)) accepts all that it does"
                }
                ?? "\(word)s \(namesInWords(better.map { items[$0].id }, "and")) together accept "
                + "all that it does"
            reader.warn(
                items[index].place, "\(word) `\(items[index].id)` can never decide", hint: hint)
        }
    }

    private func line(_ index: Int) -> Int { items[index].place.position.line }

    // MARK: Overlaps

    private func reportOverlaps() {
        guard hitPolicy == .unique || hitPolicy == .any else { return }
        var count = 0
        for later in items.indices where !items[later].isReported {
            for earlier in 0..<later where disagree(earlier, later) {
                guard boxes[earlier].intersects(boxes[later]), isCertain(earlier, later) else {
                    continue
                }
                count += 1
                guard count <= Self.mostFindings else { continue }
                report(earlier, later)
            }
        }
        guard count > Self.mostFindings, let first = items.first else { return }
        reader.warn(
            first.place, "\(count - Self.mostFindings) more pairs of \(word)s accept the same cases"
        )
    }

    private func disagree(_ one: Int, _ other: Int) -> Bool {
        hitPolicy == .unique || items[one].outputs != items[other].outputs
    }

    /// Whether that both accept something doesn't depend on what an expression can be.
    private func isCertain(_ one: Int, _ other: Int) -> Bool {
        columns.indices.allSatisfy { column in
            let tests = items[one].tests[column] + items[other].tests[column]
            return columns[column].isField || tests.allSatisfy(\.acceptsAnything)
        }
    }

    private func report(_ earlier: Int, _ later: Int) {
        let common = boxes[earlier].intersection(boxes[later])
        let example = example(common).map { ", such as \($0)" } ?? ""
        reader.warn(
            items[later].place,
            "\(word)s `\(items[earlier].id)` in line \(line(earlier)) and `\(items[later].id)` "
                + "accept the same cases\(example)",
            hint: hitPolicy == .unique
                ? "under `unique` that is ambiguous" : "they don't agree, which is ambiguous")
    }

    // MARK: Gaps

    /// Describes a case that no item accepts; `nil` where there is none for certain.
    var gap: String? {
        guard !items.isEmpty else { return nil }
        // An expression may well never be what an item leaves out.
        let wide = boxes.map { box in
            Box(
                sides: columns.indices.map {
                    columns[$0].isField ? box.sides[$0] : possible.sides[$0]
                })
        }
        switch Cover(of: possible, by: wide) {
        case .whole: return nil
        case .without(let gap): return example(gap) ?? "some cases"
        case .tooLarge:
            reader.remark("whether every case has a \(word), which takes too long")
            return nil
        }
    }

    /// Describes a case of the box by its fields; `nil` where they tell nothing.
    private func example(_ box: Box) -> String? {
        var parts: [String] = []
        let isWhole = box == possible
        for (index, side) in box.sides.enumerated() where columns[index].isField {
            // What is left open on purpose tells nothing.
            if !isWhole, side == possible.sides[index] { continue }
            // A value tells more than its absence.
            let numbers = side.lazy.flatMap { $0 }
            guard let number = numbers.first(where: { $0 > InputClasses.unnamed }) ?? numbers.first
            else { continue }
            let column = columns[index]
            parts.append(ExampleValue(name: column.name, classes: column.classes).text(of: number))
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
