import Advisor
import ArgumentParser
import Foundation
import JSONCodec
import Reports

struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Measures whether labelled data says anything about the label.",
        discussion: """
            A small classifier learns from the first 70 % of the rows and is held against the \
            commonest answer on the rest, with a permutation test. `--time` puts the rows in the \
            order of a field; otherwise they are shuffled. A low lift says that this learner saw no signal in this many rows, \
            no more.

              assay probe Rules/flight-delay/traffic.jsonl --label outcome --time time
            """)

    @Argument(help: "JSON lines, or CSV with a header.")
    var data: String

    @Option(help: ArgumentHelp("The field to predict.", valueName: "field"))
    var label: String

    @Option(help: ArgumentHelp("The field that orders the rows.", valueName: "field"))
    var time: String?

    @Option(help: ArgumentHelp("A field that may not predict, besides `id`.", valueName: "field"))
    var without: [String] = []

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try TextFile.require(data, orElse: "there is no such file of cases")
        let objects = data.hasSuffix(".csv") ? try csvRows() : try jsonRows()
        let table = ProbeTable(
            objects, label: label, time: time, excluding: Set(without + ["id"]))
        guard table.count > 0 else {
            throw CommandFailure(.badData, "\(data): no row has a field `\(label)`")
        }
        guard let probe = SignalProbe(table) else {
            throw CommandFailure(
                .badData,
                "\(data): \(table.count) labelled rows; at least \(SignalProbe.leastRows) with two "
                    + "labels are needed")
        }
        let text = SignalProbeText(probe, label: label)
        if json {
            Console.print(json: text.json.description)
        } else {
            Console.print(text.text)
        }
    }

    private func jsonRows() throws -> [JSONObject] {
        var file = try JSONLinesFile(path: data)
        var objects: [JSONObject] = []
        while let batch = try file.nextBatch() {
            for line in batch.lines {
                let bytes = Array(batch.bytes[line.range])
                guard let object = try? JSONValue(parsing: bytes).object else {
                    throw CommandFailure(
                        .badData, "\(data):\(line.number): this line is no JSON object")
                }
                objects.append(object)
            }
        }
        return objects
    }

    private func csvRows() throws -> [JSONObject] {
        var file = try CSVFile(path: data)
        var objects: [JSONObject] = []
        while let batch = try file.nextBatch() {
            if let error = batch.errors.first {
                throw CommandFailure(.badData, "\(data): \(error)")
            }
            objects += batch.rows.map { row in
                var object = JSONObject()
                for (name, value) in row.pairs {
                    object[name] = Double(value).map { .double($0) } ?? .string(value)
                }
                return object
            }
        }
        return objects
    }
}
