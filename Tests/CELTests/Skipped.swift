/// The conformance cases that are not run, and why.
///
/// One that passes all the same fails the run.
enum Skipped {
    /// Reasons by what a case needs: the word in its `skip_reason` or `requires`.
    static let byNeed: [String: String] = [
        "protobuf": "messages and enums of one's own need protobuf, which no caller has",
        "proto2": "extension fields need protobuf, which no caller has",
        "proto_ext": "extension fields need protobuf, which no caller has",
    ]

    /// Reasons by a case's id.
    static let byID: [String: String] = [:]

    static func reason(_ test: ConformanceCase) -> String? {
        if let reason = byID[test.id] { return reason }
        if let skip = test.skipReason {
            return byNeed.first { skip.contains($0.key) }?.value
        }
        return test.requires.compactMap { byNeed[$0] }.first
    }
}
