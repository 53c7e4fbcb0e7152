public import Diagnostics

/// What an expression may refer to: variables, functions and macros.
///
/// Make it once and compile many expressions with it; it is immutable and safe to share.
public struct Environment: Sendable {
    /// The declared variables; a variable's position is its slot in an ``Activation``.
    public let variables: [Variable]
    /// The namespace in which names are looked up first.
    public let container: String
    /// The bounds of every expression that is compiled with it.
    public let limits: Limits
    let slots: [String: Int]
    let functions: [Function.Key: Function]
    let types: [String: CELType]
    let messages: [String: MessageType]
    let macros: MacroSet
    let libraryNames: Set<String>

    /// Makes an environment; of several variables with one name the last counts.
    public init(
        variables: [Variable], container: String = "", libraries: [Library] = [],
        functions: [Function] = [], limits: Limits = .standard
    ) {
        self.variables = variables
        self.container = container
        self.limits = limits
        slots = Dictionary(
            variables.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { $1 })
        let all = [Library.standard] + libraries
        self.functions = Dictionary(
            (all.flatMap(\.functions) + functions).map { ($0.key, $0) },
            uniquingKeysWith: { $1 })
        types = Dictionary(
            all.flatMap(\.types).map { ($0.name, $0.type) }, uniquingKeysWith: { $1 })
        messages = Dictionary(
            all.flatMap(\.messages).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        macros = all.reduce(into: []) { $0.formUnion($1.macros) }
        libraryNames = Set(all.map(\.name))
    }

    /// The slot of a variable, or `nil` if it is not declared.
    public func slot(of name: String) -> Int? { slots[name] }

    /// How much is checked before evaluation.
    public enum Checking: Sendable {
        /// Types and names must fit; what is wrong is a diagnostic.
        case full
        /// Only the syntax is checked; the rest fails when it is evaluated.
        case syntaxOnly
    }

    /// Compiles an expression that stands alone; diagnostics carry the name and lines of `source`.
    public func compile(_ source: SourceText, checking: Checking = .full) -> Compilation {
        compile(source.text, embedded: Embedding(whole: source), checking: checking)
    }

    /// Compiles an expression, which may be embedded in a file that diagnostics then point into.
    public func compile(
        _ text: String, embedded embedding: Embedding? = nil, checking: Checking = .full
    ) -> Compilation {
        let embedding = embedding ?? Embedding(whole: SourceText(name: "", text: text))
        let origin = Origin(text: text, embedding: embedding)
        let parsed = Parser.parse(text, macros: macros, limits: limits)
        guard let root = parsed.root, parsed.problems.isEmpty else {
            return .rejected(origin.diagnostics(parsed.problems, limit: limits.problems))
        }
        let checker = Checker(
            environment: self, nodeCount: parsed.nodeCount, isLenient: checking == .syntaxOnly)
        let checked = checker.check(root)
        guard checker.problems.isEmpty else {
            return .rejected(origin.diagnostics(checker.problems, limit: limits.problems))
        }
        let planner = Planner(
            checked: checked, environment: self, isLenient: checking == .syntaxOnly)
        let node = planner.plan(root)
        guard planner.problems.isEmpty else {
            return .rejected(origin.diagnostics(planner.problems, limit: limits.problems))
        }
        return .compiled(
            Program(
                origin: origin, checked: checked, environment: self, node: node,
                planned: planner.planned))
    }
}

/// What became of an expression: a program, or everything that is wrong with it.
public enum Compilation: Sendable {
    /// It can be evaluated.
    case compiled(Program)
    /// It cannot, for these reasons in the order of the text.
    case rejected([Diagnostic])

    /// The program, if there is one.
    public var program: Program? {
        if case .compiled(let program) = self { program } else { nil }
    }

    /// What is wrong; empty if nothing is.
    public var diagnostics: [Diagnostic] {
        if case .rejected(let diagnostics) = self { diagnostics } else { [] }
    }
}
