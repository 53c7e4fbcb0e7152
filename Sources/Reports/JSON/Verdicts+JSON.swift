import JSONCodec
import Verdicts

extension [Verdict] {
    /// One JSON object without a newline: the verdict itself where there is one; of several
    /// questions `assay.verdicts/1`, with an `assay.verdict/1` each in `verdicts`.
    package var json: [UInt8] {
        if let verdict = first, count == 1 { return verdict.json }
        var writer = JSONWriter(reserving: 4096 * count)
        writer.beginObject()
        writer.key("schema")
        writer.string("assay.verdicts/1")
        writer.key("feature")
        if let feature = first?.feature { writer.string(feature) } else { writer.null() }
        writer.key("verdicts")
        writer.beginArray()
        for verdict in self { writer.raw(verdict.json) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}
