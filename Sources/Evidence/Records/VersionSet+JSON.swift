import Decisions
import JSONCodec

extension VersionSet {
    /// The set as it is stored and exported; what does not apply is `null`.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        for (name, hash) in [
            ("feature", feature), ("rules", rules), ("calibration", calibration),
            ("prompt", prompt), ("model", model), ("prices", prices),
        ] {
            writer.key(name)
            if let hash { writer.string(hash.description) } else { writer.null() }
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
