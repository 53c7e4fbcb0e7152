import JSONCodec
import Statistics

/// Members of an object, a line each.
extension VerdictJSON {
    mutating func text(_ key: String, _ value: String) {
        writer.key(key)
        writer.string(value)
    }

    mutating func texts(_ key: String, _ values: [String]) {
        writer.key(key)
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
    }

    mutating func number(_ key: String, _ value: Int?) {
        writer.key(key)
        if let value { writer.int(value) } else { writer.null() }
    }

    mutating func double(_ key: String, _ value: Double?) {
        writer.key(key)
        writer.doubleOrNull(value)
    }

    mutating func bool(_ key: String, _ value: Bool) {
        writer.key(key)
        writer.bool(value)
    }

    mutating func null(_ key: String) {
        writer.key(key)
        writer.null()
    }

    /// Writes `{"estimate":…,"low":…,"high":…}`, nulls where there is no estimate.
    mutating func estimate(_ key: String, _ value: Estimate?) {
        writer.key(key)
        writer.beginObject()
        double("estimate", value?.value)
        double("low", value?.interval.lower)
        double("high", value?.interval.upper)
        writer.endObject()
    }

    mutating func interval(_ key: String, _ value: Interval?) {
        writer.key(key)
        writer.beginObject()
        double("low", value?.lower)
        double("high", value?.upper)
        writer.endObject()
    }
}
