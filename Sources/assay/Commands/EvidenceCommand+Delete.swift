import ArgumentParser
import Evidence
import Foundation
import JSONCodec
import Reports
import ShadowEvaluation

extension EvidenceCommand {
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete",
            abstract: "Removes all that the log has of a user.",
            discussion: """
                Observations, outcomes, events and roll-ups of the user's cases go, of every \
                feature, and what the gateway's spool still holds is left out. Verdicts count the \
                cases no more. Files of recorded traffic and backups are not touched.

                A feature that hashes its users knows them by other names: give its folder, and \
                the key of its hashes in the environment.

                  assay evidence delete --user u-4711
                  assay evidence delete --user u-4711 --feature Rules/parcels
                """)

        @Option(help: "The user, as the cases name it.")
        var user: String

        @Option(
            help: ArgumentHelp(
                "A feature whose hash of the user goes too; may be repeated.", valueName: "folder"))
        var feature: [String] = []

        @Flag(help: "Print the counts as JSON.")
        var json = false

        @OptionGroup var evidence: EvidenceOption

        func validate() throws {
            guard !user.isEmpty else { throw ValidationError("`--user` names nobody") }
        }

        func run() async throws {
            let names = try names()
            let store = try evidence.open(.existing)
            try await drainSpool(into: store)
            var counts = UpkeepCounts()
            for name in names { counts += try await store.delete(user: name, now: Clocks.now()) }
            try store.close()
            UpkeepText(path: evidence.path, counts: counts).print(asJSON: json)
        }

        /// The user's name, and what the features know the user by instead.
        private func names() throws -> [String] {
            let hashes = try feature.compactMap { folder in
                try FeatureFolder.read(folder).redactor()?.user(user)
            }
            return [user] + Set(hashes).subtracting([user]).sorted()
        }

        /// Takes in what a gateway that has ended left behind, so that it can be deleted too.
        private func drainSpool(into store: SQLiteEvidenceStore) async throws {
            let path = SpoolFolder.path(beside: evidence.path)
            guard FileManager.default.fileExists(atPath: path) else { return }
            do {
                let drain = SpoolDrain(
                    try SpoolFolder(path: path), into: store, nanoseconds: Clocks.nanoseconds,
                    report: { Console.note("\($0)") })
                try await drain.drain()
            } catch EvidenceError.spoolInUse {
                Console.note(
                    "\(path): a gateway is running; what its spool holds of the user is left out "
                        + "of the log, and its files go as they are drained")
            }
        }
    }
}

/// What an upkeep has removed, for people and programs.
struct UpkeepText {
    var path: String
    var counts: UpkeepCounts

    func print(asJSON: Bool) {
        if asJSON { Console.print(json: json) } else { Console.print(description) }
    }

    private var description: String {
        let parts = fields.map { "\(NumberText.count($1)) \($0)" }
        return "\(path): removed " + parts.joined(separator: ", ")
    }

    /// One object, `assay.upkeep/1`.
    private var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("schema" as StaticString)
        writer.string("assay.upkeep/1")
        writer.key("log" as StaticString)
        writer.string(path)
        for (name, value) in fields {
            writer.key(name)
            writer.int(value)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private var fields: [(String, Int)] {
        [
            ("cases", counts.cases), ("observations", counts.observations),
            ("outcomes", counts.outcomes), ("events", counts.events),
        ]
    }
}
