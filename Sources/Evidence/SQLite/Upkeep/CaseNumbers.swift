import GRDB

/// A set of a feature's case numbers, as bits in parts of 4,096.
///
/// A part without any takes no room, and copies share the parts that did not change.
struct CaseNumbers {
    private static let wordsOfPart = 64
    private static let casesOfPart = 64 * wordsOfPart

    private var parts: [[UInt64]] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    /// Beyond the last of them.
    var end: Int { parts.count * Self.casesOfPart }

    mutating func insert(_ number: Int) {
        // Damage may hold any number; cases are numbered from 0 without gaps.
        guard number >= 0, number <= UInt32.max else { return }
        let place = Self.place(of: number)
        while parts.count <= place.part { parts.append([]) }
        if parts[place.part].isEmpty {
            parts[place.part] = Array(repeating: 0, count: Self.wordsOfPart)
        }
        guard parts[place.part][place.word] & place.bit == 0 else { return }
        parts[place.part][place.word] |= place.bit
        count += 1
    }

    func contains(_ number: Int) -> Bool {
        guard number >= 0, number < end else { return false }
        let place = Self.place(of: number)
        return !parts[place.part].isEmpty && parts[place.part][place.word] & place.bit != 0
    }

    private static func place(of number: Int) -> (part: Int, word: Int, bit: UInt64) {
        (number / casesOfPart, number / 64 % wordsOfPart, 1 << (number % 64))
    }

    func forEach(_ body: (Int) throws -> Void) rethrows {
        for (part, words) in parts.enumerated() {
            for (word, bits) in words.enumerated() where bits != 0 {
                let first = part * Self.casesOfPart + word * 64
                for bit in 0..<64 where bits & 1 << bit != 0 { try body(first + bit) }
            }
        }
    }

    func filter(_ condition: (Int) throws -> Bool) rethrows -> CaseNumbers {
        var numbers = CaseNumbers()
        try forEach { if try condition($0) { numbers.insert($0) } }
        return numbers
    }

    /// Those in a range.
    func among(_ range: Range<Int>) -> CaseNumbers {
        var numbers = CaseNumbers()
        for number in range.clamped(to: 0..<end) where contains(number) { numbers.insert(number) }
        return numbers
    }

    /// Those whose cells fulfil a condition.
    static func those(
        in feature: Int64, _ database: Database, where condition: (CaseCell) -> Bool
    ) throws -> CaseNumbers {
        var numbers = CaseNumbers()
        let blocks = try database.makeStatement(
            sql: "SELECT block, cells FROM case_block WHERE feature_id = ?")
        blocks.bind(feature, at: 1)
        while try blocks.nextRow() {
            guard let first = CellBlock<CaseCell>.firstCase(ofBlock: blocks.int(0)) else {
                continue
            }
            let block = CellBlock<CaseCell>(blocks.bytes(1), empty: .empty)
            for (index, cell) in block.cells.enumerated() where condition(cell) {
                numbers.insert(first + index)
            }
        }
        return numbers
    }

    /// Puts the numbers into a temporary table `chosen_case`, for statements to refer to.
    func choose(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS chosen_case (case_number INTEGER PRIMARY KEY);
                DELETE FROM chosen_case;
                """)
        let insert = try database.cachedStatement(sql: "INSERT INTO chosen_case VALUES (?)")
        try forEach { number in
            insert.bind(number, at: 1)
            try insert.run()
        }
    }
}

extension FeatureKey {
    /// The log's questions of the feature, for a condition of SQL.
    var questionList: String { loggedQuestionIDs.map(String.init).joined(separator: ", ") }
}
