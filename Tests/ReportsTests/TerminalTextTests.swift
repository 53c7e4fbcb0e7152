import Reports
import Testing

struct TerminalTextTests {
    @Test(arguments: [
        ("\u{1B}[2Jgone", "\\u{1b}[2Jgone"), ("a\u{0}b\u{7F}", "a\\u{0}b\\u{7f}"),
        ("\u{9B}31m", "\\u{9b}31m"), ("over\rwritten\r\n", "over\\u{d}written\\u{d}\n"),
        ("\u{202E}evil\u{202A}", "\\u{202e}evil\\u{202a}"),
        ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("\u{1B}]0;title\u{7}", "\\u{1b}]0;title\\u{7}"),
        ("plain\tcafé ░ 中\n\u{A0}", "plain\tcafé ░ 中\n\u{A0}"), ("", ""),
        ("\u{1B}[1;32mgreen\u{1B}[0m", "\\u{1b}[1;32mgreen\\u{1b}[0m"),
    ])
    func `what steers a terminal is written out`(text: String, expected: String) {
        #expect(TerminalText.escaped(text) == expected)
    }

    @Test func `a long line goes on two columns deeper, broken between words`() {
        let text = "short\n  heuristic: 12 answered, 3 failed, run `assay replay F`\n"
        #expect(
            TerminalText.wrapped(text, width: 30)
                == "short\n  heuristic: 12 answered, 3\n    failed, run\n    `assay replay F`\n")
        #expect(TerminalText.wrapped(text, width: 80) == text)
    }

    @Test func `our own colors pass, other codes do not`() {
        let text = "\u{1B}[1;32mgreen\u{1B}[0m \u{1B}[8mhidden\u{1B}[1;5H\u{1B}"
        #expect(
            TerminalText.escaped(text, keepsColor: true)
                == "\u{1B}[1;32mgreen\u{1B}[0m \\u{1b}[8mhidden\\u{1b}[1;5H\\u{1b}")
    }
}
