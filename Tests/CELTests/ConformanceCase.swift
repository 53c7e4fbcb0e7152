import CEL
import Foundation

/// One line of the conformance files.
struct ConformanceCase: Sendable {
    let id: String
    let expression: String
    let container: String
    let isUnchecked: Bool
    let isCheckOnly: Bool
    let requires: [String]
    let skipReason: String?
    let variables: [Variable]
    let functions: [Function]
    let bindings: [(name: String, value: Value)]
    let expectation: Expectation

    struct Expectation: Sendable {
        var value: Value?
        var type: CELType?
        var isError = false
    }

    /// What a line holds that the runner does not know.
    struct UnknownShape: Error, CustomStringConvertible {
        let description: String
    }

    private static let knownKeys: Set<String> = [
        "id", "file", "section", "name", "description", "expr", "type_env", "bindings",
        "container", "disable_check", "check_only", "expect", "requires", "skip", "skip_reason",
    ]

    init(line: String) throws {
        let object = try JSON(parsing: line)
        for key in object.keys where !Self.knownKeys.contains(key) {
            throw UnknownShape(description: "unknown key `\(key)`")
        }
        id = try object["id"].text
        expression = try object["expr"].text
        container = try object.optional("container")?.text ?? ""
        isUnchecked = object.flag("disable_check")
        isCheckOnly = object.flag("check_only")
        requires = try object.optional("requires")?.list.map { try $0.text } ?? []
        let reason = try object.optional("skip_reason")?.text ?? "no reason given"
        // What needs only the well-known messages needs no protobuf.
        guard !object.flag("skip") || reason.hasPrefix("protobuf well-known message: ") else {
            skipReason = reason
            (variables, functions, bindings, expectation) = ([], [], [], Expectation())
            return
        }
        skipReason = nil
        expectation = try Self.expectation(object["expect"])
        // What is bound to an error is left out, so that reading it fails.
        bindings =
            try object.optional("bindings")?.pairs
            .filter { $0.1.optional("error") == nil }
            .map { ($0.0, try $0.1.value) } ?? []
        var variables: [Variable] = []
        var functions: [Function] = []
        for entry in try object.optional("type_env")?.list ?? [] {
            if let name = try entry.optional("ident")?.text {
                variables.append(Variable(name, try entry["type"].type, isOptional: true))
            } else {
                functions += try Self.functions(entry)
            }
        }
        for (name, _) in bindings where !variables.contains(where: { $0.name == name }) {
            variables.append(Variable(name, .dyn, isOptional: true))
        }
        self.variables = variables
        self.functions = functions
    }

    private static func functions(_ entry: JSON) throws -> [Function] {
        try entry["overloads"].list.map { overload in
            let signature = Function.Signature(
                try overload["params"].list.map { try $0.type }, try overload["result"].type)
            return Function(
                name: try entry["function"].text, isMember: overload.flag("member"),
                signatures: [signature], implementation: nil)
        }
    }

    private static func expectation(_ object: JSON) throws -> Expectation {
        var expectation = Expectation()
        for (key, content) in try object.pairs {
            switch key {
            case "value": expectation.value = try content.value
            case "type": expectation.type = try content.type
            case "error": expectation.isError = true
            case "type_text", "any": break
            default: throw UnknownShape(description: "unknown expectation `\(key)`")
            }
        }
        if expectation.value == nil, expectation.type == nil, !expectation.isError {
            throw UnknownShape(description: "nothing is expected")
        }
        return expectation
    }
}
