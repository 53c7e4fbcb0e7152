import CEL
import Decisions
import Diagnostics

/// Compiles the expressions of a rule file, with findings placed in the file.
struct ExpressionCompiler {
    /// The declared fields, then the variables so far.
    private(set) var environment: Environment
    let fieldCount: Int
    /// What each variable has to have evaluated before it.
    private var dependencies: [[Int]] = []

    /// The Boolean variables as they are written, each after those that it reads.
    private(set) var conditions: [(name: String, text: String)] = []

    /// What conditions may call besides the standard library; all of it is free of side effects.
    private static let libraries: [Library] = [
        .strings, .math, .encoders, .network, .optional, .bindings, .twoVariableComprehensions,
    ]

    /// The lists as functions.
    private let functions: [Function]

    init(fields: [FieldDefinition], lists: [NamedList]) {
        fieldCount = fields.count
        functions = lists.map(\.function)
        environment = Environment(
            variables: fields.map {
                Variable($0.name, CELType($0.type), isOptional: $0.isOptional)
            }, libraries: Self.libraries, functions: functions)
    }

    func hasList(_ name: String) -> Bool { functions.contains { $0.name == name } }

    /// Makes a variable known to the expressions that follow.
    mutating func declare(_ name: String, _ expression: RuleExpression?) {
        environment = Environment(
            variables: environment.variables + [Variable(name, expression?.type ?? .dyn)],
            libraries: Self.libraries, functions: functions)
        dependencies.append(expression?.variables ?? [])
        if let expression, expression.type == .bool { conditions.append((name, expression.text)) }
    }

    /// Compiles the text of `node`, which is to be a bool if `isCondition`; `later` are names of
    /// variables that follow.
    func compile(
        _ node: YAMLNode, _ what: String, isCondition: Bool, later: [String] = [],
        _ reader: YAMLReader
    ) -> RuleExpression? {
        guard let cell = SourceCell(node) else {
            reader.error(node, "\(what) is \(node.kind)", hint: "expected an expression")
            return nil
        }
        guard let expression = compile(cell, later: later, reader) else { return nil }
        guard !isCondition || expression.type == .bool || expression.type == .dyn else {
            reader.error(
                node, "\(what) is of type `\(expression.type)`",
                hint: "expected a condition, which is true or false")
            return nil
        }
        return expression
    }

    /// Compiles the text of `cell`; `later` are names of variables that follow.
    func compile(
        _ cell: SourceCell, later: [String] = [], _ reader: YAMLReader
    ) -> RuleExpression? {
        let text = cell.text
        let compilation = environment.compile(text)
        guard let program = compilation.program else {
            for var diagnostic in compilation.diagnostics {
                if later.contains(where: { diagnostic.fact == "unknown variable `\($0)`" }) {
                    diagnostic.hint = "a variable may read only those above it"
                }
                reader.report(Self.place(diagnostic, in: cell))
            }
            return nil
        }
        if let offset = BackspaceCheck.offset(in: text) {
            reader.warn(
                cell, at: offset..<offset + 2,
                "`\\b` in a CEL string is a backspace, not the boundary of a word",
                hint: "write the pattern as r'…', or `\\\\b`")
        }
        warnOfCost(program, cell, reader)
        return RuleExpression(
            text: Self.trimmed(text), program: program, variables: variables(readBy: program),
            environment: environment)
    }

    /// The largest case that has to be decided without a warning.
    private static let usualBytes = 64 << 10

    private func warnOfCost(_ program: Program, _ cell: SourceCell, _ reader: YAMLReader) {
        let limit = environment.limits.steps
        let steps = program.worstCaseSteps(forVariablesOf: Self.usualBytes)
        guard steps > Double(limit) else { return }
        reader.warn(
            cell, at: 0..<max(cell.text.utf8.count, 1),
            "this could take more than the limit of \(limit) steps for a case of 64 KiB, "
                + "which would then fail",
            hint: "go through one list only, or one that cannot be long")
    }

    private func variables(readBy program: Program) -> [Int] {
        var needed: Set<Int> = []
        for reference in program.referencedVariables where reference.slot >= fieldCount {
            let variable = reference.slot - fieldCount
            needed.insert(variable)
            needed.formUnion(dependencies[variable])
        }
        return needed.sorted()
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { " \n\r\t".unicodeScalars.contains(scalar) }
        guard let start = scalars.firstIndex(where: { !isSpace($0) }),
            let end = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[start...end])
    }

    /// Moves a finding about the text of `cell` to where it stands in its file.
    private static func place(_ diagnostic: Diagnostic, in cell: SourceCell) -> Diagnostic {
        let offset = diagnostic.position.map { utf8Offset(of: $0, in: cell.text) } ?? 0
        return Diagnostic(
            diagnostic.severity, in: cell.source, at: cell.position(ofUTF8Offset: offset),
            length: diagnostic.length, diagnostic.fact, hint: diagnostic.hint)
    }

    private static func utf8Offset(of position: SourcePosition, in text: String) -> Int {
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        var line = 1
        while line < position.line, index < scalars.endIndex {
            if scalars[index] == "\n" { line += 1 }
            scalars.formIndex(after: &index)
        }
        let column = position.column - 1
        let place =
            scalars.index(index, offsetBy: column, limitedBy: scalars.endIndex) ?? scalars.endIndex
        return text.utf8.distance(from: text.utf8.startIndex, to: place)
    }
}

extension CELType {
    /// The type of a declared field.
    init(_ type: FieldType) {
        self =
            switch type {
            case .bool: .bool
            case .int: .int
            case .uint: .uint
            case .double: .double
            case .string: .string
            case .bytes: .bytes
            case .timestamp: .timestamp
            case .duration: .duration
            case .dyn: .dyn
            case .list(let element): .list(CELType(element))
            case .map(let value): .map(.string, CELType(value))
            }
    }
}
