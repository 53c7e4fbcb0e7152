extension ModelTask {
    /// The system message: the prompt's, with words about the reply's form where nothing else says
    /// it.
    ///
    /// A feature's own prompt is left alone unless several questions need JSON and the server
    /// enforces none.
    func systemText(isStructured: Bool) -> String {
        let form: String? =
            if questions.count > 1 {
                isStructured && !prompt.isDefault ? nil : ReplyInstructions.json(for: questions)
            } else if prompt.isDefault {
                isStructured ? ReplyInstructions.json(for: questions) : ReplyInstructions.label
            } else {
                nil
            }
        return [prompt.system, form ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
}
