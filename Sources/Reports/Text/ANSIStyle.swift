/// Colours for a terminal, or none.
struct ANSIStyle {
    /// Every code that is used here.
    static let codes = ["0", "1", "1;32", "1;33"].map { "\u{1B}[\($0)m".unicodeScalars }

    let isColored: Bool

    func bold(_ text: String) -> String { code("1", text) }
    func green(_ text: String) -> String { code("1;32", text) }
    func yellow(_ text: String) -> String { code("1;33", text) }

    private func code(_ code: String, _ text: String) -> String {
        isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
