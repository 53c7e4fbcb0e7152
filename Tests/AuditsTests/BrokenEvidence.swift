import Audits
import Decisions
import Evidence
import JSONCodec

/// A way in which evidence breaks before an audit sees it.
enum BrokenEvidence: String, CaseIterable {
    case noLog = "an empty window"
    case emptyRows = "data sets whose rows are empty"
    case otherColumns = "data sets with other columns"
    case noDates = "data sets without dates"
    case hostileValues = "values of every other type"
    case backwards = "clocks that run backwards"
    case oneMoment = "a clock that stands still"
    case edgesOfTime = "times at either end of what can be written"
    case groupsOfOne = "groups of one"
    case changedLabels = "labels that changed"
    case goneLabels = "labels that the question no longer has"
    case noLabels = "no labels"

    /// Returns `sample`, broken.
    func breaking(_ sample: AuditSample) -> AuditSample {
        var broken = sample
        let (log, now) = (sample.observations, sample.scope.now)
        func times(_ moment: (Int) -> Timestamp) {
            for number in log.indices {
                broken.observations[number].time = moment(number)
                broken.observations[number].loggedAt = moment(number)
            }
        }
        func labels(_ label: (LoggedOutcome) -> OptionValue?) {
            for (number, logged) in log.enumerated() {
                let value = logged.outcome.flatMap(label)
                broken.observations[number].outcomes +=
                    value.map { [LoggedOutcome(value: $0, source: "human", receivedAt: now)] } ?? []
                broken.observations[number].outcome =
                    value == nil ? nil : broken.observations[number].outcomes.last
            }
        }
        switch self {
        case .noLog: (broken.observations, broken.events) = ([], [])
        case .emptyRows: broken.mapMembers { _, _, _ in nil }
        case .otherColumns: broken.mapMembers { _, key, value in ("other " + key, value) }
        case .noDates: broken.mapMembers { _, key, value in key == "time" ? nil : (key, value) }
        case .hostileValues:
            broken.mapMembers { index, key, _ in (key, Self.hostile[index % Self.hostile.count]) }
        case .backwards: times { log[log.count - 1 - $0].happenedAt }
        case .oneMoment: times { _ in now }
        case .edgesOfTime:
            times { Timestamp($0.isMultiple(of: 2) ? "0001-01-01" : "9999-12-31") ?? now }
        case .groupsOfOne:
            for number in log.indices {
                broken.observations[number].groups = log[number].groups.mapValues {
                    "\($0) \(number)"
                }
            }
        case .changedLabels: labels { $0.value }
        case .goneLabels: labels { _ in .text("no longer an answer") }
        case .noLabels: labels { _ in nil }
        }
        return broken
    }

    private static let hostile: [JSONValue] = [
        .double(1e308), .array([]), .object(JSONObject()), .null, .int(.min), .string(""),
        .string("\u{0}\u{202E}"), .bool(true),
    ]
}

extension AuditSample {
    /// Puts other members, or none, in the place of those of the rows of all data sets.
    fileprivate mutating func mapMembers(
        _ change: (_ index: Int, _ key: String, _ value: JSONValue) -> (String, JSONValue)?
    ) {
        func changed(_ row: DatasetRow) -> DatasetRow {
            var values = JSONObject()
            for (index, member) in row.values.members.enumerated() {
                guard let (key, value) = change(index + row.line, member.key, member.value) else {
                    continue
                }
                values[key] = value
            }
            return DatasetRow(line: row.line, values)
        }
        var sets: [DatasetRole: Dataset] = [:]
        for role in DatasetRole.allCases {
            sets[role] = material.datasets[role].map { set in
                Dataset(files: set.files.map { ($0.name, $0.rows.map(changed)) })
            }
        }
        material.datasets = AuditDatasets(sets)
    }
}
