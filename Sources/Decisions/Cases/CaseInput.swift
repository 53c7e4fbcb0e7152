/// What the paths are asked about: a case's declared fields.
package struct CaseInput: Hashable, Sendable {
    /// A JSON object of the declared fields that the case has, in the declared order, with the
    /// values' text as it arrived.
    package let json: [UInt8]
    /// Hash of `json`: part of the key by which replay and recordings know an input again.
    package let hash: ContentHash

    package init(json: [UInt8]) {
        self.json = json
        hash = json.withUnsafeBytes { ContentHash(bytes: $0) }
    }
}
