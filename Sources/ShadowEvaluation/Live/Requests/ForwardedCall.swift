package import Decisions
package import Evidence
package import Models

/// A model path's answers that come from elsewhere than its own client: from the caller's own
/// request, passed on to the server that it was for.
package struct ForwardedCall: Sendable {
    /// Makes the call and returns one answer a question of the feature, in the path's name.
    ///
    /// Those to questions that were not asked are any. Throws where it was cut short from our side.
    package typealias Ask =
        @Sendable (_ repeatIndex: Int) async throws(CancellationError) -> [Answer]

    /// The path, with the version under which the answers are logged.
    package let path: PathVersion
    let ask: Ask
    /// Whether the caller can be given the server's own reply.
    let hasReply: @Sendable () -> Bool

    package init(
        path: PathVersion, ask: @escaping Ask, hasReply: @escaping @Sendable () -> Bool
    ) {
        self.path = path
        self.ask = ask
        self.hasReply = hasReply
    }
}

/// The model path in whose name forwarded requests are answered.
package struct ForwardedPath: Sendable {
    package let version: PathVersion
    package let prices: PriceTable
}

extension LiveFeature {
    /// The path whose answers forwarded requests give: the model in charge, or else the first model.
    ///
    /// There is none where the feature redacts: what is forwarded goes as it came.
    package var forwardedPath: ForwardedPath? {
        guard redactor == nil else { return nil }
        let models = paths.filter(\.isModel)
        let path = models.first { $0.name == feature.inCharge } ?? models.first
        return path.map { ForwardedPath(version: $0.version, prices: $0.prices) }
    }
}
