import Decisions
import Evidence
import Foundation

/// Fills an evidence log with made-up cases, through the product's own store.
///
/// The log has seen its feature and both paths already, by a replay of a few cases: answers are
/// logged under the versions that it has. `Benchmarks` runs it; it is a target of the package
/// itself, since the store is not public.
@main
enum FillEvidence {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let cases = Int(arguments[2]), let users = Int(arguments[3])
        else {
            FileHandle.standardError.write(
                Data("usage: fill-evidence LOG.sqlite CASES USERS (0 for none)\n".utf8))
            exit(64)
        }
        do {
            try await fill(arguments[1], cases, users)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }

    private static func fill(_ path: String, _ cases: Int, _ users: Int) async throws {
        let store = try SQLiteEvidenceStore(path: path, access: .existing)
        guard let feature = try await store.features().first else { throw UnknownFeature() }
        let logged = try await store.versions(of: feature)
        func version(_ path: String) throws -> PathVersion {
            guard let found = logged.last(where: { $0.path.path == path }) else {
                throw UnknownFeature()
            }
            return found.path
        }
        var orders = MadeUpOrders(
            heuristic: try version("heuristic"), model: try version("model"),
            question: feature.questions[0], users: users)
        let source = CaseSource(name: "made up", signature: "fill-evidence")
        for start in stride(from: 0, to: cases, by: 5_000) {
            let batch = (start..<min(start + 5_000, cases)).map { orders.next($0) }
            let tickets = try await store.register(
                batch.map(\.arrival), of: feature, from: source, wanted: [])
            let observations = zip(batch, tickets).map { order, ticket in
                order.observation(number: ticket.caseNumber, ids: orders.ids)
            }
            let outcomes = zip(batch, tickets).compactMap { order, ticket in
                order.outcome.map {
                    RegisteredOutcome($0, caseNumber: ticket.caseNumber, receivedAt: order.time)
                }
            }
            try await store.append(observations, outcomes: outcomes, of: feature)
        }
        try store.close()
    }
}

/// A log that has not seen what is to be filled in.
private struct UnknownFeature: Error {}
