/// Words and phrases that are looked for in one pass over a text, however many they are.
///
/// The automaton of Aho and Corasick (1975) with words in place of letters: a text is a row of words
/// (letters, digits and `_`) and of other characters that are no space; an entry is found where its
/// words follow each other. So an entry is never found inside a word, and `money back` is found
/// however many spaces part it, but not in `money. Back`.
final class WordMatcher: Sendable {
    /// Every word of every entry.
    private let words: TextTable
    /// The state after each word, where nothing came before.
    private let starts: [Int32]
    /// Further transitions: state and word in one key.
    private let transitions: [UInt64: Int32]
    /// The state of the longest end of what was read that begins an entry.
    private let fallbacks: [Int32]
    private let isEntry: [Bool]
    /// The number of the entry that ends at a state; of several the longest.
    private let entryNumbers: [Int32]
    /// The length of the longest word, in bytes.
    private let longest: Int

    init(_ entries: [String]) {
        var numbers: [[UInt8]: Int] = [:]
        var texts: [[UInt8]] = []
        var phrases: [(number: Int, words: [Int])] = []
        for (number, entry) in entries.enumerated() {
            var phrase: [Int] = []
            var entry = entry
            entry.withUTF8 { bytes in
                let bytes = UnsafeRawBufferPointer(bytes)
                // Lower case may take more bytes, at most three times as many.
                WordReader.forEachWord(of: bytes, longest: bytes.count * 3) { word in
                    let text = Array(word)
                    if numbers[text] == nil {
                        numbers[text] = texts.count
                        texts.append(text)
                    }
                    phrase.append(numbers[text] ?? 0)
                    return true
                }
            }
            if !phrase.isEmpty { phrases.append((number, phrase)) }
        }
        words = TextTable(texts)
        longest = texts.map(\.count).max() ?? 0
        (starts, transitions, fallbacks, entryNumbers) = Self.automaton(
            phrases, wordCount: texts.count)
        isEntry = entryNumbers.map { $0 >= 0 }
    }

    private static func key(_ state: Int32, _ word: Int) -> UInt64 {
        UInt64(UInt32(bitPattern: state)) << 32 | UInt64(UInt32(truncatingIfNeeded: word))
    }

    private static func automaton(
        _ phrases: [(number: Int, words: [Int])], wordCount: Int
    ) -> ([Int32], [UInt64: Int32], [Int32], [Int32]) {
        var starts = [Int32](repeating: 0, count: wordCount)
        var transitions: [UInt64: Int32] = [:]
        var entries: [Int32] = [-1]
        var parents: [(state: Int32, word: Int)] = [(0, 0)]
        var depths = [0]
        func step(_ state: Int32, _ word: Int) -> Int32? {
            if state == 0 { return starts[word] == 0 ? nil : starts[word] }
            return transitions[key(state, word)]
        }
        for phrase in phrases {
            var state: Int32 = 0
            for (depth, word) in phrase.words.enumerated() {
                if let next = step(state, word) {
                    state = next
                    continue
                }
                let new = Int32(entries.count)
                entries.append(-1)
                parents.append((state, word))
                depths.append(depth + 1)
                if state == 0 { starts[word] = new } else { transitions[key(state, word)] = new }
                state = new
            }
            if entries[Int(state)] < 0 { entries[Int(state)] = Int32(phrase.number) }
        }
        var fallbacks = [Int32](repeating: 0, count: entries.count)
        for state in entries.indices.sorted(by: { depths[$0] < depths[$1] }) where depths[state] > 1
        {
            let (parent, word) = parents[state]
            var back = fallbacks[Int(parent)]
            while back != 0, step(back, word) == nil { back = fallbacks[Int(back)] }
            fallbacks[state] = step(back, word) ?? 0
            if entries[state] < 0 { entries[state] = entries[Int(fallbacks[state])] }
        }
        return (starts, transitions, fallbacks, entries)
    }

    /// Returns whether any entry is in `text`, which is UTF-8.
    func matches(_ text: UnsafeRawBufferPointer) -> Bool { end(in: text) != nil }

    /// Returns the number of the entry that ends first in `text`.
    func firstEntry(in text: UnsafeRawBufferPointer) -> Int? {
        end(in: text).map { Int(entryNumbers[Int($0)]) }
    }

    /// Returns the state in which the first entry ends.
    @inline(__always)
    private func end(in text: UnsafeRawBufferPointer) -> Int32? {
        var state: Int32 = 0
        var isFound = false
        WordReader.forEachWord(of: text, longest: longest) { word in
            guard let number = words.number(of: word) else {
                state = 0
                return true
            }
            state = step(state, number)
            isFound = isEntry[Int(state)]
            return !isFound
        }
        return isFound ? state : nil
    }

    @inline(__always)
    private func step(_ state: Int32, _ word: Int) -> Int32 {
        var state = state
        while state != 0 {
            if let next = transitions[Self.key(state, word)] { return next }
            state = fallbacks[Int(state)]
        }
        return starts[word]
    }
}
