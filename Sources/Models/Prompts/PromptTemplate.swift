/// A feature's prompt: what the model is told, and how a case is put to it.
///
/// The file holds the system part, a line `---` and the user part, in which `{{field}}` stands for
/// a field of the case. Without that line the whole file is the system part and the user message is
/// the case's fields as JSON. Placeholders in the system part are errors: what a case brings is data
/// and stays in the user message.
package struct PromptTemplate: Hashable, Sendable {
    enum Segment: Hashable, Sendable {
        case text(String)
        case field(String)
    }

    /// All of the prompt's text, for its hash.
    package let text: String
    /// The system message; may be empty.
    package let system: String
    /// The user message in pieces; `nil` where it is the case's JSON.
    let user: [Segment]?
    /// Whether the prompt was made from the questions because the feature has none.
    package let isDefault: Bool

    init(text: String, system: String, user: [Segment]?, isDefault: Bool = false) {
        self.text = text
        self.system = system
        self.user = user
        self.isDefault = isDefault
    }

    /// Whether the prompt says how a case is put to the model.
    package var hasUserPart: Bool { user != nil }
}
