import JSONCodec

/// What the log keeps of a live request beside its answers.
package struct LiveMarks: Hashable, Sendable {
    /// Where the value that the caller got came from: a path's name, or `prior`.
    package var shownFrom: String?
    /// Whether the reply asked for a person's review.
    package var needsReview: Bool
    /// With what probability the answer was to be hidden; 0 where there is no holdout.
    package var holdoutProbability: Double
    /// Whether the reply asked the caller to hide the answer; whether it was hidden says an event.
    package var isHidden: Bool
    /// Whether the caller said that it had sent the request before.
    package var isRetry: Bool

    package init(
        shownFrom: String? = nil, needsReview: Bool = false, holdoutProbability: Double = 0,
        isHidden: Bool = false, isRetry: Bool = false
    ) {
        self.shownFrom = shownFrom
        self.needsReview = needsReview
        self.holdoutProbability = holdoutProbability
        self.isHidden = isHidden
        self.isRetry = isRetry
    }

    /// Reads marks as they are stored.
    init?(_ json: JSONValue) {
        guard json.object != nil else { return nil }
        self.init(
            shownFrom: json["shown_from"]?.string, needsReview: json["review"]?.bool ?? false,
            holdoutProbability: json["holdout_probability"]?.double ?? 0,
            isHidden: json["hide"]?.bool ?? false, isRetry: json["retry"]?.bool ?? false)
    }

    /// The marks as they are stored and exported.
    var json: [UInt8] {
        var writer = JSONWriter(reserving: 96)
        writer.beginObject()
        writer.key("shown_from" as StaticString)
        if let shownFrom { writer.string(shownFrom) } else { writer.null() }
        writer.key("review" as StaticString)
        writer.bool(needsReview)
        writer.key("holdout_probability" as StaticString)
        writer.doubleOrNull(holdoutProbability)
        writer.key("hide" as StaticString)
        writer.bool(isHidden)
        writer.key("retry" as StaticString)
        writer.bool(isRetry)
        writer.endObject()
        return writer.bytes
    }
}
