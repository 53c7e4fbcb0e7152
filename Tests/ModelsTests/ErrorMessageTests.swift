import Diagnostics
import Foundation
import JSONCodec
import Models
import Testing

struct ErrorMessageTests {
    @Test(arguments: [
        (
            CassetteError.inUse(path: "answers.jsonl"),
            "`answers.jsonl` is being recorded by another process"
        ),
        (
            .failed("write to", path: "answers.jsonl", code: ENOSPC),
            "cannot write to `answers.jsonl`: no space left on device"
        ),
        (
            .unreadable(FileError(path: "answers.jsonl", code: EACCES)),
            "cannot read `answers.jsonl`: permission denied"
        ),
        (
            .notContinuable([
                Diagnostic(file: "a.jsonl", "one"), Diagnostic(file: "a.jsonl", "two"),
            ]),
            "a.jsonl: one\na.jsonl: two"
        ),
    ])
    func `an error says what and where`(error: CassetteError, expected: String) {
        #expect(error.description == expected)
    }
}
