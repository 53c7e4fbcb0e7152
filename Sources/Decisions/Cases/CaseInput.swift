/// What the paths are asked about: a case's declared fields.
package struct CaseInput: Hashable, Sendable {
    /// A JSON object of the declared fields that the case has, in the declared order, with the
    /// values' text as it arrived.
    package let json: [UInt8]

    package init(json: [UInt8]) {
        self.json = json
    }

    /// Hash of `json`, made anew each time.
    ///
    /// Part of the key by which replay and recordings know an input again.
    package var hash: ContentHash { json.withUnsafeBytes { ContentHash(bytes: $0) } }
}
