/// What may be the id of a rule or row.
enum RuleID {
    /// Says why `text` is no id; `nil` where it is one.
    static func fault(_ text: String) -> String? {
        if text == Otherwise.id { return "it names the answer where no rule fires" }
        let isSound =
            !text.isEmpty && text.utf8.count <= 100
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
            }
        return isSound ? nil : "use letters, digits, `-`, `_` and `.`, at most 100"
    }
}
