/// Into which slice each case falls, by field.
package struct SliceIndex: Sendable {
    package struct Field: Sendable {
        package let name: String
        /// The values, in the order in which they came; what came after the first hundred has none.
        package fileprivate(set) var values: [String] = []
        fileprivate var places: [String: UInt8] = [:]
        /// By case number: an index into `values`, from 1.
        fileprivate var codes: [UInt8] = []

        fileprivate init(name: String) { self.name = name }

        /// The index of a case's value; `nil` where the case has none.
        package subscript(caseNumber: Int) -> Int? {
            guard codes.indices.contains(caseNumber), codes[caseNumber] > 0 else { return nil }
            return Int(codes[caseNumber]) - 1
        }
    }

    package private(set) var fields: [Field]
    /// The share of the cases that were looked up, by a hash of their numbers.
    package var share = 1.0

    package static let mostValues = 100

    package init(_ fields: [String] = []) {
        self.fields = fields.map(Field.init(name:))
    }

    /// Notes the value of a case in a field; the first one of a case stays.
    package mutating func note(_ value: String, of caseNumber: Int, inField index: Int) {
        guard caseNumber >= 0 else { return }
        if fields[index].places[value] == nil {
            guard fields[index].values.count < Self.mostValues else { return }
            fields[index].values.append(value)
            fields[index].places[value] = UInt8(fields[index].values.count)
        }
        let missing = caseNumber + 1 - fields[index].codes.count
        if missing > 0 { fields[index].codes.append(contentsOf: repeatElement(0, count: missing)) }
        guard fields[index].codes[caseNumber] == 0 else { return }
        fields[index].codes[caseNumber] = fields[index].places[value] ?? 0
    }
}
