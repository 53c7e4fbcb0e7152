import CEL
import Diagnostics
import Foundation
import TestSupport

/// Runs one conformance case.
enum ConformanceRunner {
    enum Outcome: Equatable {
        case passed
        case failed(String)
    }

    /// Reads every case of every file, in the order of the files' names.
    static func lines() throws -> [String] {
        guard let folder = SharedFolder.url?.appending(path: "cel") else { return [] }
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        let sorted = files.filter { $0.pathExtension == "jsonl" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        return try sorted.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        }
    }

    static func run(_ test: ConformanceCase) -> Outcome {
        let environment = Environment(
            variables: test.variables, container: test.container, libraries: Library.all,
            functions: test.functions)
        let compilation = environment.compile(
            test.expression, checking: test.isUnchecked ? .syntaxOnly : .full)
        guard let program = compilation.program else {
            let text = compilation.diagnostics.map(\.description).joined(separator: "\n")
            return test.expectation.isError ? .passed : .failed("rejected:\n\(text)")
        }
        if let type = test.expectation.type, program.resultType != type {
            return .failed("type \(program.resultType), expected \(type)")
        }
        if test.isCheckOnly { return .passed }
        let activation = Activation(environment)
        for (name, value) in test.bindings {
            guard let slot = environment.slot(of: name) else { continue }
            activation.set(slot, value)
        }
        return compare(test, program, activation)
    }

    private static func compare(
        _ test: ConformanceCase, _ program: Program, _ activation: Activation
    ) -> Outcome {
        do throws(EvaluationError) {
            let value = try program.evaluate(activation)
            guard let expected = test.expectation.value else {
                return test.expectation.isError
                    ? .failed("\(value.display), expected an error") : .passed
            }
            return isSame(value, expected)
                ? .passed : .failed("\(value.display), expected \(expected.display)")
        } catch {
            return test.expectation.isError ? .passed : .failed("\(error.code): \(error.message)")
        }
    }

    /// Equality with types, and with any NaN equal to any other.
    private static func isSame(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.double(let a), .double(let b)): a.isNaN && b.isNaN || a == b
        case (.list(let a), .list(let b)):
            a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) }
        case (.map(let a), .map(let b)):
            a.count == b.count
                && a.entries.allSatisfy { entry in
                    b[entry.key].map { isSame(entry.value, $0) } ?? false
                }
        default: left.typeName == right.typeName && left == right
        }
    }
}
