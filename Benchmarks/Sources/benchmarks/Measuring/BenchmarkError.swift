/// Why something could not be measured.
enum BenchmarkError: Error, CustomStringConvertible {
    case wrongResult(String)
    case rejected(String)
    case processFailed(command: String, status: Int32, output: String)
    case cannotStart(String)

    var description: String {
        switch self {
        case .wrongResult(let fact): fact
        case .rejected(let diagnostics): diagnostics
        case .processFailed(let command, let status, let output):
            "`\(command)` ended with status \(status): \(output.suffix(2_000))"
        case .cannotStart(let command): "`\(command)` could not be started"
        }
    }
}
