import Decisions
import JSONCodec

/// What is wrong with a line of a cassette.
struct CassetteLineError: Error, Equatable {
    var fact: String
    var hint: String?
    /// Where in the line, in bytes.
    var offset = 0
    /// Whether the line is no JSON, as one is that was cut off.
    var isSyntax = false

    init(_ fact: String, hint: String? = nil) {
        self.fact = fact
        self.hint = hint
    }

    init(_ error: JSONError) {
        fact = error.description
        offset = error.offset
        isSyntax = true
    }
}

/// Members of a line, whose absence is an error of the line.
extension JSONValue {
    func text(_ key: String) throws(CassetteLineError) -> String {
        guard let text = self[key]?.string else {
            throw CassetteLineError("`\(key)` is no text")
        }
        return text
    }

    func time(_ key: String) throws(CassetteLineError) -> Timestamp {
        guard let time = Timestamp(try text(key)) else {
            throw CassetteLineError("`\(key)` is no time", hint: "write `2026-11-22T12:00:00Z`")
        }
        return time
    }

    func hash(_ key: String) throws(CassetteLineError) -> ContentHash {
        guard let hash = ContentHash(try text(key)) else {
            throw CassetteLineError("`\(key)` is no hash of 32 hexadecimal digits")
        }
        return hash
    }

    func whole(_ key: String) throws(CassetteLineError) -> Int64 {
        guard let number = self[key]?.int, number >= 0 else {
            throw CassetteLineError("`\(key)` is no whole number from 0")
        }
        return number
    }

    /// A whole number, or nothing where it is null or missing.
    func wholeIfKnown(_ key: String) throws(CassetteLineError) -> Int64? {
        guard let value = self[key], !value.isNull else { return nil }
        return try whole(key)
    }
}
