import Decisions

/// The features that are served, and which of them a request is for.
///
/// A class: every request holds it, and threads would count the references of its parts.
package final class FeatureTable: Sendable {
    package let features: [ServedFeature]
    private let byName: [String: Int]
    private let byChatModel: [String: Int]
    /// Places of questions by their name, in the order of the features.
    private let byQuestion: [String: [(feature: Int, question: Int)]]

    package init(_ features: [ServedFeature]) {
        self.features = features
        byName = Dictionary(
            features.enumerated().map { ($0.element.feature.name, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        byChatModel = Dictionary(
            features.enumerated().flatMap { index, feature in
                feature.feature.live.chatModels.map { ($0, index) }
            }, uniquingKeysWith: { first, _ in first })
        var byQuestion: [String: [(feature: Int, question: Int)]] = [:]
        for (index, feature) in features.enumerated() {
            for (place, question) in feature.feature.questions.enumerated() {
                byQuestion[question.name, default: []].append((index, place))
            }
        }
        self.byQuestion = byQuestion
    }

    package var names: [String] { features.map(\.feature.name) }

    package func feature(named name: String) -> ServedFeature? {
        byName[name].map { features[$0] }
    }

    /// The feature that answers the requests to a chat model of another name.
    func feature(claimingChatModel name: String) -> ServedFeature? {
        byChatModel[name].map { features[$0] }
    }

    /// Returns the feature that answers every one of `questions`; instructions play no part.
    func claim(on questions: [AskedQuestion]) -> Claim? {
        guard let first = questions.first?.name else { return nil }
        for place in byQuestion[first] ?? [] {
            let feature = features[place.feature]
            if let claim = try? Claim(questions, by: feature, byNameOnly: true) { return claim }
        }
        return nil
    }
}
