/// Splits a text into words in lower case.
enum WordSplitter {
    /// What comes after so many words of a text is not read.
    private static let mostWords = 2_000

    /// Returns letters, digits and `_` that stand together; each ideograph is a word by itself.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func finish() {
            if !word.isEmpty { words.append(String(word)) }
            word.removeAll(keepingCapacity: true)
        }
        for scalar in text.lowercased().unicodeScalars {
            if words.count >= mostWords { break }
            if isIdeograph(scalar) {
                finish()
                words.append(String(scalar))
            } else if isPart(scalar) {
                word.append(scalar)
            } else {
                finish()
            }
        }
        finish()
        return words
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "_", "A"..."Z": true
        case _ where scalar.isASCII: false
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    /// Scripts that put no spaces between words: kana, ideographs, Thai.
    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0E7F, 0x3040...0x30FF, 0x3400...0x9FFF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
