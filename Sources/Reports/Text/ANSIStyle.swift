/// Colours for a terminal, or none.
struct ANSIStyle {
    let isColored: Bool

    func bold(_ text: String) -> String { code("1", text) }
    func dim(_ text: String) -> String { code("2", text) }
    func green(_ text: String) -> String { code("1;32", text) }
    func yellow(_ text: String) -> String { code("1;33", text) }

    private func code(_ code: String, _ text: String) -> String {
        isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
