import Foundation

/// Made-up texts of 10 to 50 words, a fifth of which belong to their label.
enum LabelledTexts {
    private static let commonWords = 5_000
    private static let wordsOfLabel = 30

    static func write(_ count: Int, labels: Int, to path: String) throws {
        var generator = Generator(seed: 20_260_105)
        var text = ""
        for _ in 0..<count {
            let label = generator.number(below: labels)
            let words = (0..<10 + generator.number(below: 41)).map { _ in
                generator.number(below: 5) == 0
                    ? "l\(label)w\(generator.number(below: wordsOfLabel))"
                    : "w\(min(generator.number(below: commonWords), generator.number(below: commonWords)))"
            }
            text += "{\"text\":\"\(words.joined(separator: " "))\",\"label\":\"l\(label)\"}\n"
        }
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}
