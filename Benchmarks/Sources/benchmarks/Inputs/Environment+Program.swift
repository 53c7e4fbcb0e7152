import CEL
import Diagnostics

extension Environment {
    /// Compiles an expression that must be sound.
    func program(_ text: String) throws -> Program {
        let compilation = compile(text)
        guard let program = compilation.program else {
            let texts = compilation.diagnostics.map(\.description)
            throw BenchmarkError.rejected(texts.joined(separator: "\n"))
        }
        return program
    }
}
