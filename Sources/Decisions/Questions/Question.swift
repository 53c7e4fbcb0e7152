/// What a feature decides, typed as in the Decisions API.
public struct Question: Hashable, Sendable {
    /// The types of answers.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Yes or no, with a probability.
        case predicate
        /// One of 2 to 255 values.
        case choice
        /// One of 2 to 10 levels, ordered from low to high.
        case score
    }

    /// One value that an answer can take.
    public struct Option: Hashable, Sendable {
        /// What an answer says.
        public var value: OptionValue
        /// What it means, for models and people.
        public var description: String?

        /// Makes an option; a question's options differ in their values' texts.
        public init(_ value: OptionValue, description: String? = nil) {
            self.value = value
            self.description = description
        }
    }

    /// The name that keys answers and outcomes.
    public var name: String
    /// The type of its answers.
    public var kind: Kind
    /// What a model is asked; rules don't read it.
    public var instructions: String
    /// Every value that an answer can take, in the declared order.
    ///
    /// A predicate's are `false` and `true`, a score's run from low to high. An answer's `code` is an
    /// index into this list.
    public var options: [Option]

    /// Makes a question; a feature file is checked for what `options` may be.
    public init(name: String, kind: Kind, instructions: String, options: [Option]) {
        self.name = name
        self.kind = kind
        self.instructions = instructions
        self.options = options
    }

    /// A yes-or-no question.
    public static func predicate(_ name: String, instructions: String) -> Question {
        Question(
            name: name, kind: .predicate, instructions: instructions,
            options: [Option(.flag(false)), Option(.flag(true))])
    }

    /// Returns the index of `value` among the options.
    public func code(of value: OptionValue) -> Int? {
        options.firstIndex { $0.value == value }
    }

    /// Returns the index of the option that reads as `text`; a text before a Boolean of that name.
    public func code(reading text: String) -> Int? {
        code(of: .text(text)) ?? options.firstIndex { $0.value.description == text }
    }

    /// The options as a person reads them.
    public var labels: [String] { options.map(\.value.description) }
}
