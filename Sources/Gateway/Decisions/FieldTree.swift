import JSONCodec

/// Where in a request's JSON the fields of a feature stand, to be found in one pass.
struct FieldTree: Sendable {
    private let names: JSONKeyTable
    private let nodes: [Node]

    private struct Node: Sendable {
        var slots: [Int] = []
        var children: [FieldTree] = []
    }

    /// Makes a tree in which the value at `paths[i]` is found as number i; empty paths are none.
    init(_ paths: [[String]]) {
        self.init(paths.enumerated().map { ($0.offset, $0.element[...]) })
    }

    private init(_ paths: [(slot: Int, path: ArraySlice<String>)]) {
        var names: [String] = []
        var groups: [[(slot: Int, path: ArraySlice<String>)]] = []
        for (slot, path) in paths {
            guard let first = path.first else { continue }
            let index = names.firstIndex(of: first) ?? names.count
            if index == names.count {
                names.append(first)
                groups.append([])
            }
            groups[index].append((slot, path.dropFirst()))
        }
        self.names = JSONKeyTable(names)
        nodes = groups.map { group in
            let deeper = group.filter { !$0.path.isEmpty }
            return Node(
                slots: group.filter(\.path.isEmpty).map(\.slot),
                children: deeper.isEmpty ? [] : [FieldTree(deeper)])
        }
    }

    /// Calls `found` with the number and the place of each value in the object that comes next.
    func search(
        _ scanner: inout JSONScanner, found: (Int, Range<Int>) -> Void
    ) throws(JSONError) {
        var expected = 0
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            guard let index = names.index(of: key, in: scanner, expecting: expected) else {
                try scanner.skipValue()
                continue
            }
            expected = index + 1
            let isObject = try scanner.peekKind() == .object
            let start = scanner.offset
            if isObject, !nodes[index].children.isEmpty {
                try nodes[index].children[0].search(&scanner, found: found)
            } else {
                try scanner.skipValue()
            }
            // By index: to go through the array would count a reference that threads share.
            for place in nodes[index].slots.indices {
                found(nodes[index].slots[place], start..<scanner.offset)
            }
        }
    }
}
