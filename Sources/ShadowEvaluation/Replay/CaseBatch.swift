package import Decisions
import JSONCodec

/// Some recorded cases as bytes: one JSON object each, with the lines that they stand on.
package struct CaseBatch: Sendable {
    package struct Line: Sendable {
        package var range: Range<Int>
        package var number: Int
    }

    /// What cannot be read as a case.
    package struct Problem: Sendable {
        package var line: Int
        package var problem: CaseProblem
    }

    package var bytes: [UInt8]
    package var lines: [Line]
    package var problems: [Problem]

    package init(bytes: [UInt8], lines: [Line], problems: [Problem] = []) {
        self.bytes = bytes
        self.lines = lines
        self.problems = problems
    }
}
