import Decisions
import Foundation
import JSONCodec
import Logging

/// Writes log lines as JSON to standard error, one object a line.
struct JSONLogHandler: LogHandler {
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]
    let label: String

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = JSONWriter(reserving: 256)
        line.beginObject()
        line.key("time")
        line.string(Clocks.now().description)
        line.key("level")
        line.string(event.level.rawValue)
        line.key("logger")
        line.string(label)
        line.key("message")
        line.string(event.message.description)
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line.key(key)
            line.string("\(value)")
        }
        line.endObject()
        Console.write(line.bytes + [UInt8(ascii: "\n")], to: STDERR_FILENO)
    }
}
