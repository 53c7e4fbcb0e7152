/// Text in Prometheus' exposition format, version 0.0.4.
struct PrometheusText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    enum Kind: String {
        case counter, gauge, histogram
    }

    private(set) var text = ""
    private var name = ""

    /// Begins a family; dots of OpenTelemetry's names become underscores.
    mutating func begin(_ label: String, type: Kind, unit: String? = nil, help: String? = nil) {
        name = String(
            label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
        if let unit, !name.hasSuffix("_" + unit) { name += "_" + unit }
        if type == .counter, !name.hasSuffix("_total") { name += "_total" }
        if let help { text += "# HELP \(name) \(help)\n" }
        text += "# TYPE \(name) \(type.rawValue)\n"
    }

    /// Adds a sample of the family.
    mutating func add(
        _ dimensions: [MetricKey.Dimension], suffix: String = "", _ extra: (String, String)?,
        _ value: String
    ) {
        var labels = dimensions.map { ($0.name, $0.value) }
        if let extra { labels.append(extra) }
        text += name + suffix
        if !labels.isEmpty {
            let pairs = labels.map { "\(Self.name($0.0))=\"\(Self.escaped($0.1))\"" }
            text += "{" + pairs.joined(separator: ",") + "}"
        }
        text += " \(value)\n"
    }

    mutating func add(_ dimensions: [MetricKey.Dimension], _ value: String) {
        add(dimensions, nil, value)
    }

    private static func name(_ text: String) -> String { String(text.map { $0 == "." ? "_" : $0 }) }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result
    }
}
