import Decisions
import Diagnostics
import Foundation
import TestSupport
import Testing

/// Whatever a file holds, reading it ends with a feature or with diagnostics.
struct HostileFeatureTests {
    private static let sample = """
        feature: support-triage
        questions:
          - { name: team, type: choice, instructions: "Which\\tteam?", choices: [billing, 'it''s', true] }
          - { name: anger, type: score, levels: [calm, { label: cross, description: é }] }
        fields:
          text: { type: string, from: $text }
          plan: { type: "list(int)", from: $json.user.plan, optional: true }
        paths:
          model: { api: chat, base_url: "${URL}", model: m, timeout: 250ms }
          heuristic: { rules: rules.yaml }
        shadow: { sample: 0.5 }
        outcome: { depends_on_answer: no, matures_after: 7d }
        economics: { wrong: { default: 2.5, "billing->true": 6 }, abstain: 0.8 }
        slices: [plan]
        note: |
          a literal
          block
        """

    @Test(arguments: 1...8)
    func `a mutated file does no harm`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let base = Array(Self.sample.utf8)
        let pieces = [
            "[", "]", "{", "}", ":", "&a", "*a", "\n", "  ", "\t", "\"", "'", "|", ">", "-",
            "!!", "<<", "%", "\u{0}", "\u{FEFF}", "\u{2028}", "999999999999999999999", "~", ".inf",
            "é",
        ]
        for _ in 0..<400 {
            var bytes = base
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 2:
                    bytes.insert(
                        contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: at)
                default: bytes.removeSubrange(at..<min(bytes.count, at + 30))
                }
            }
            let file = MarkedFile(String(decoding: bytes, as: UTF8.self))
            let (feature, diagnostics) = file.read()
            #expect(feature != nil || !diagnostics.isEmpty)
            for finding in diagnostics { #expect(!finding.description.isEmpty) }
        }
    }

    @Test(arguments: [
        String(repeating: "[", count: 200_000), String(repeating: "{a: ", count: 100_000),
        String(repeating: "- ", count: 100_000),
        "feature: " + String(repeating: "x", count: 1 << 20),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nquestions: *c\nfeature: *a",
        "a: &a [*a]", "\u{FEFF}feature: f", "feature: \"\\ud800\"", "? [a]\n: b", "--- a\n--- b",
    ])
    func `a hostile file is refused`(text: String) {
        let (feature, diagnostics) = MarkedFile(text).read()
        #expect(feature == nil)
        #expect(!diagnostics.isEmpty)
    }

    @Test func `a file beyond the limit is not parsed`() {
        let text = "feature: f #" + String(repeating: " ", count: YAMLReader.maximumSize)
        #expect(
            MarkedFile(text).read().diagnostics.map(\.summary) == [
                "feature.yaml: the file is larger than 8 MiB"
            ])
    }
}
