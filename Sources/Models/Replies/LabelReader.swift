import Decisions

/// Finds the one option that a text without structure names.
///
/// Tried in this order, without regard to case, and with `_`, `-` and spaces alike:
/// 1. the whole text is an option, once quotes, Markdown, punctuation and a prefix such as
///    `Label:` or the question's name are off;
/// 2. so is the first or the last line, and the other one names no other option;
/// 3. a short text (240 characters) mentions exactly one option as whole words and negates nothing;
///    inside a longer option a shorter one does not count, and `yes` and `no` count at the start
///    only.
///
/// Several options, or none in a sentence, are `unparsable`; one to three words that are no option
/// are `outsideChoices`.
struct LabelReader {
    static let longestMention = 240

    private let question: Question
    /// Words that stand for each option, folded.
    private let phrases: [[String]]

    init(_ question: Question) {
        self.question = question
        phrases = question.options.map { option in
            switch option.value {
            case .text(let text): [Self.folded(text)]
            case .flag(true): ["true", "yes"]
            case .flag(false): ["false", "no"]
            }
        }
    }

    /// Returns the option that `text` names.
    func read(_ text: String) -> QuestionReply {
        let text = text.trimmed
        if text.isEmpty { return .failed(.unparsable, "an empty reply") }
        if let code = option(reading: text) { return .answered(code) }
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.trimmed.isEmpty }
        if lines.count > 1, let first = lines.first, let last = lines.last {
            let named = Set([option(reading: first), option(reading: last)].compactMap(\.self))
            if let code = named.first, named.count == 1 { return .answered(code) }
            if named.count > 1 { return .failed(.unparsable, "several options in one reply") }
        }
        return mention(in: text)
    }

    /// Returns the option that `text` is, its wrapping aside.
    func option(reading text: some StringProtocol) -> Int? {
        let whole = String(text)
        return bare(whole) ?? unprefixed(whole).flatMap(bare)
    }

    /// As it is written, else without its wrapping, else without regard to case.
    private func bare(_ text: String) -> Int? {
        question.code(reading: text) ?? question.code(reading: Self.unwrapped(text))
            ?? folded(text)
    }

    private func folded(_ text: String) -> Int? {
        let wanted = Self.folded(text)
        guard !wanted.isEmpty else { return nil }
        let codes = phrases.indices.filter { phrases[$0].contains(wanted) }
        return codes.count == 1 ? codes.first : nil
    }

    /// Words before a colon that announce an answer.
    private static let announcements: Set<String> = [
        "label", "answer", "final answer", "the answer is", "category", "class", "classification",
        "choice", "option", "level", "score", "decision", "result", "output", "response",
    ]

    private func unprefixed(_ text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let announcement = Self.folded(text[..<colon])
        guard
            Self.announcements.contains(announcement)
                || announcement == Self.folded(question.name)
        else { return nil }
        return String(text[text.index(after: colon)...].trimmed)
    }

    /// Lower case, words apart by one space, without punctuation at the ends.
    private static func folded(_ text: some StringProtocol) -> String {
        let words = text.lowercased().split { $0.isWhitespace || $0 == "_" || $0 == "-" }
        return unwrapped(words.joined(separator: " "))
    }

    /// The text from the first to the last character that belongs to a word or an amount.
    private static func unwrapped(_ text: String) -> String {
        let isInner: (Character) -> Bool = {
            $0.isLetter || $0.isNumber || $0.isCurrencySymbol || $0.isMathSymbol || $0 == "%"
        }
        guard let first = text.firstIndex(where: isInner),
            let last = text.lastIndex(where: isInner)
        else { return "" }
        return String(text[first...last])
    }
}

extension LabelReader {
    private static let negations: Set<String> = [
        "not", "no", "never", "neither", "nor", "without", "except", "unlike", "instead", "rather",
        "cannot", "can't", "isn't", "don't", "doesn't", "won't", "wasn't", "aren't",
    ]

    /// Words that answer at the start of a sentence and mean many things inside one.
    private static let openings: Set<String> = ["yes", "no"]

    private func mention(in text: Substring) -> QuestionReply {
        var words = Self.words(of: text)
        let isPlain = words.count <= 3 && text.count <= 64
        guard text.count <= Self.longestMention else {
            return .failed(.unparsable, "a long reply that is no option")
        }
        let opening = words.first.flatMap { Self.openings.contains($0) ? folded($0) : nil }
        var named = Set([opening].compactMap(\.self))
        for (_, phrase) in phrasesByLength where !Self.openings.isSuperset(of: phrase) {
            while let range = words.firstRange(of: phrase) {
                // Options that differ by case alone are all meant.
                named.formUnion(phrasesByLength.filter { $0.words == phrase }.map(\.code))
                words.replaceSubrange(range, with: [""])
            }
        }
        guard let code = named.first else {
            return isPlain
                ? .failed(.outsideChoices, "a word that is no option")
                : .failed(.unparsable, "no option in the reply")
        }
        if named.count > 1 { return .failed(.unparsable, "several options in one reply") }
        if opening == nil, words.contains(where: Self.negations.contains) {
            return .failed(.unparsable, "an option beside a negation")
        }
        return .answered(code)
    }

    /// Every option's words, the longest first: `not late` is found before `late`.
    private var phrasesByLength: [(code: Int, words: [String])] {
        phrases.enumerated()
            .flatMap { code, phrases in phrases.map { (code, Self.words(of: $0)) } }
            .filter { !$0.words.isEmpty }
            .sorted { $0.words.count > $1.words.count }
    }

    private static func words(of text: some StringProtocol) -> [String] {
        text.lowercased().replacing("’", with: "'")
            .split { !($0.isLetter || $0.isNumber || $0 == "'") }
            .map { $0.trimmingQuotes }
            .filter { !$0.isEmpty }
    }
}

extension Substring {
    /// The text without apostrophes at its ends.
    fileprivate var trimmingQuotes: String {
        var rest = self
        while rest.first == "'" { rest.removeFirst() }
        while rest.last == "'" { rest.removeLast() }
        return String(rest)
    }
}
