/// One way in which the conditions can turn out: which questions apply, and the answers by which
/// they do.
package struct World: Sendable {
    /// For each question that a condition reads, the answers that all conditions take alike.
    let answers: [String: [Int]]
    /// The questions that apply.
    let applying: Set<String>

    /// More worlds than this are refused at load.
    static let most = 2_000

    /// Whether the two are the same but, perhaps, for the answer to `item`.
    func isAlike(_ other: World, butFor item: String) -> Bool {
        answers.allSatisfy { $0.key == item || other.answers[$0.key] == $0.value }
    }

    /// Returns every way in which the conditions of `items` can turn out; `nil` where they are too
    /// many.
    static func all(of items: [Item]) -> [World]? {
        let read = items.filter { item in
            items.contains { $0.condition?.reads(item.id) == true }
        }
        var choices: [[String: [Int]]] = [[:]]
        for item in read {
            let classes = classes(of: item, items)
            guard choices.count * classes.count <= most else { return nil }
            choices = choices.flatMap { choice in
                classes.map { choice.merging([item.id: $0]) { $1 } }
            }
        }
        return choices.map { World(answers: $0, applying: applying($0, items)) }
    }

    /// The answers to `item` in groups that no condition tells apart.
    ///
    /// A condition over several questions is taken to tell all of them apart.
    private static func classes(of item: Item, _ items: [Item]) -> [[Int]] {
        let conditions = items.compactMap(\.condition).filter { $0.reads(item.id) }
        guard conditions.allSatisfy({ $0.readCount == 1 }) else { return (0...4).map { [$0] } }
        let groups = Dictionary(grouping: 0...4) { answer in
            conditions.map { $0.holds([item.id: answer]) }
        }
        return groups.values.sorted { $0[0] < $1[0] }
    }

    private static func applying(_ choice: [String: [Int]], _ items: [Item]) -> Set<String> {
        var applying: Set<String> = []
        var usable: [String: Int] = [:]
        // An answer to a question that does not apply says nothing to those that follow.
        for item in items where item.condition.map({ $0.holds(usable) == true }) ?? true {
            applying.insert(item.id)
            usable[item.id] = choice[item.id]?.first
        }
        return applying
    }
}
