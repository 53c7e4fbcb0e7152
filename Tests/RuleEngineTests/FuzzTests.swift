import CEL
import Decisions
import Diagnostics
import Foundation
import RuleEngine
import Testing

/// Mutated inputs of every kind: each is answered with findings or works, and none crashes, hangs or
/// takes memory without bound.
///
/// A few thousand by default. `ASSAY_FUZZ=1000000 swift test -c release --filter FuzzTests` runs so
/// many, measures the processor time of each, and names the number of one that takes more than a
/// second.
struct FuzzTests {
    enum Kind: String, CaseIterable {
        case expression, rules, table, feature
    }

    private static let count =
        ProcessInfo.processInfo.environment["ASSAY_FUZZ"].flatMap { Int($0) }
    /// Of 20 inputs 14 are expressions, 3 rule files, 2 tables and 1 a feature.
    private static let shares: [Kind: Int] = [
        .expression: 14, .rules: 3, .table: 2, .feature: 1,
    ]

    @Test(arguments: Kind.allCases)
    func `a mutated input is answered with findings or works`(kind: Kind) {
        let total = Self.count ?? 2000
        let count = total * (Self.shares[kind] ?? 1) / 20
        var rejected = 0
        var slowest = (time: Duration.zero, number: 0)
        let memory = Self.residentMegabytes
        for number in 0..<count {
            var mutation = Mutation(seed: UInt64(number) &* 4 &+ UInt64(kind.rawValue.utf8.count))
            let start = Self.threadTime
            if !FuzzInput.isAccepted(kind, &mutation) { rejected += 1 }
            let time = Self.threadTime - start
            if time > slowest.time { slowest = (time, number) }
        }
        #expect(rejected < count)
        guard Self.count != nil else { return }
        let grown = Self.residentMegabytes - memory
        print(
            "fuzz \(kind): \(count) inputs, \(rejected) rejected, slowest \(slowest.time) at "
                + "\(slowest.number), memory grew by \(grown) MB")
        #expect(slowest.time < .seconds(1), "input \(slowest.number) of kind \(kind)")
        #expect(grown < 1000)
    }

    @Test(arguments: Kind.allCases)
    func `what is mutated is sound`(kind: Kind) {
        for text in FuzzInput.corpus(kind) {
            #expect(!FuzzInput.findings(kind, text).contains { $0.severity == .error })
        }
    }

    private static var threadTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static var residentMegabytes: Int {
        let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = text?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return (pages ?? 0) * 4096 / 1_000_000
    }
}

/// One input, from its mutation to what becomes of it.
private enum FuzzInput {
    private static let fields = [
        FieldDefinition(name: "text", type: .string),
        FieldDefinition(name: "amount", type: .double, isOptional: true),
        FieldDefinition(name: "data", type: .dyn, isOptional: true),
    ]

    private static let question = Question(
        name: "team", kind: .choice, instructions: "",
        options: [.init(.text("billing")), .init(.text("technical"))])

    private static let common = #"""
        lists: { invoice: { patterns: ['(?i)\binv\d+', '^x'] } }
        variables: { long: size(text) > 5 }
        """#

    private static let environment = Environment(
        variables: [
            Variable("text", .string), Variable("amount", .double), Variable("data", .dyn),
            Variable("country", .string), Variable("email", .string, isOptional: true),
            Variable("tags", .list(.string)), Variable("opened", .timestamp),
        ], libraries: Library.all)

    private static let input = Array(
        #"{"text":"my r\u00e9fund","amount":-1.5e2,"data":{"level":[4]}}"#.utf8)

    static func corpus(_ kind: FuzzTests.Kind) -> [String] {
        switch kind {
        case .expression: FuzzCorpus.expressions
        case .rules: FuzzCorpus.rules
        case .table: FuzzCorpus.tables
        case .feature: FuzzCorpus.features
        }
    }

    /// Returns whether a mutated input was accepted; one that is not must have been answered.
    static func isAccepted(_ kind: FuzzTests.Kind, _ mutation: inout Mutation) -> Bool {
        let text = mutation.mutated(corpus(kind))
        let checking: Environment.Checking = mutation.seed % 8 < 4 ? .full : .syntaxOnly
        let findings = findings(kind, text, checking)
        #expect(findings.allSatisfy { !$0.description.isEmpty }, "seed \(mutation.seed)")
        return !findings.contains { $0.severity == .error }
    }

    /// Puts a text to its use and returns what is found wrong with it.
    static func findings(
        _ kind: FuzzTests.Kind, _ text: String, _ checking: Environment.Checking = .full
    ) -> [Diagnostic] {
        switch kind {
        case .expression: expression(text, checking)
        case .rules: rules(text, csv: "")
        case .table: rules(FuzzCorpus.tableRules, csv: text)
        case .feature: feature(text)
        }
    }

    private static func expression(
        _ text: String, _ checking: Environment.Checking
    ) -> [Diagnostic] {
        let found = environment.compile(text, checking: checking)
        guard let program = found.program else {
            #expect(!found.diagnostics.isEmpty)
            return found.diagnostics
        }
        let activation = Activation(environment)
        activation.set(0, string: "my réfund, asap")
        activation.set(1, double: 600)
        activation.set(2, ["level": [4, "x"], "a": 1.5])
        activation.set(3, string: "US")
        activation.set(5, ["vip-1", "new"])
        if let time = CEL.Timestamp(seconds: 1_700_000_000) { activation.set(6, .timestamp(time)) }
        if let value = try? program.evaluate(activation) {
            #expect(value.display.utf8.count < 10_000)
        }
        _ = program.explain(activation)
        return []
    }

    private static func rules(_ rules: String, csv: String) -> [Diagnostic] {
        let files = ["common.yaml": common, "t.csv": csv]
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: rules), fields: fields, questions: [question],
            openFile: { name in files[name].map { SourceText(name: name, text: $0) } })
        let hasErrors = read.diagnostics.contains { $0.severity == .error }
        #expect((read.ruleSet == nil) == hasErrors)
        if let ruleSet = read.ruleSet {
            let evaluator = RuleEvaluator(ruleSet)
            let decisions = evaluator.decide(json: input)
            #expect(evaluator.explain(json: input).map(\.decision) == decisions)
        }
        return read.diagnostics
    }

    private static func feature(_ text: String) -> [Diagnostic] {
        let source = SourceText(name: "feature.yaml", text: text)
        let read = FeatureFile.read(source, folder: "support-triage")
        let hasErrors = read.diagnostics.contains { $0.severity == .error }
        #expect((read.feature == nil) == hasErrors)
        return read.diagnostics
    }
}

/// Changes to a text that follow from a seed (Steele, Lea and Flood 2014).
struct Mutation {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(mixed % UInt64(bound))
    }

    /// Returns one of the texts with pieces removed, doubled, swapped, broken or put in between.
    mutating func mutated(_ texts: [String]) -> String {
        var bytes = Array(texts[below(texts.count)].utf8)
        let other = Array(texts[below(texts.count)].utf8)
        for _ in 0...(below(2) * below(4)) {
            if bytes.isEmpty { bytes = [0x20] }
            let start = below(bytes.count)
            let end = min(bytes.count, start + 1 + below(16))
            switch below(9) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
            case 2: bytes[start] = UInt8(below(256))
            case 3: bytes.swapAt(start, below(bytes.count))
            case 4:
                let from = below(other.count)
                bytes.replaceSubrange(
                    start..<end, with: other[from..<min(other.count, from + 1 + below(40))])
            case 5:
                // Deep or long, but seldom both.
                let piece = Array(bytes[start..<end])
                let count = 1 << below(12)
                bytes.insert(contentsOf: (0..<count).flatMap { _ in piece }, at: start)
            default:
                let scrap = FuzzCorpus.scraps[below(FuzzCorpus.scraps.count)]
                bytes.insert(contentsOf: scrap.utf8, at: start)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
