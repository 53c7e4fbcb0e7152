import JSONCodec

/// The objects in a body: one, a list of them, or one a line.
struct SubmissionBody: Sendable {
    /// More are not taken at once.
    static let most = 10_000

    /// In their order; where a line is no JSON, what is wrong with it.
    let items: [Result<JSONValue, JSONError>]

    init(_ bytes: [UInt8]) throws(WireProblem) {
        let items: [Result<JSONValue, JSONError>]
        do throws(JSONError) {
            let whole = try JSONValue(parsing: bytes)
            items = (whole.array ?? [whole]).map { .success($0) }
        } catch {
            items = Self.lines(bytes)
            // Of a single text there is nothing to be saved.
            guard items.count > 1 else {
                throw WireProblem(.notJSON, "the body is no JSON: \(error)")
            }
        }
        guard !items.isEmpty else { throw WireProblem(.missing, "the body has nothing to log") }
        guard items.count <= Self.most else {
            throw WireProblem(
                .tooLarge, "\(items.count) objects are too many at once; send at most \(Self.most)")
        }
        self.items = items
    }

    private static func lines(_ bytes: [UInt8]) -> [Result<JSONValue, JSONError>] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard line.contains(where: { $0 > UInt8(ascii: " ") }) else { return nil }
            return Result { () throws(JSONError) in try JSONValue(parsing: Array(line)) }
        }
    }
}
