import Diagnostics

/// Why data cannot be probed.
package enum ProbeError: Error, Equatable, CustomStringConvertible {
    case unknownField(option: String, name: String, fields: [String])
    case noLabel(String)
    case objectLabel(String, members: [String])
    case tooFew(rows: Int, least: Int)
    case oneLabel(label: String, value: String, rows: Int)
    case tooManyLabels(label: String, values: Int, areNumbers: Bool, most: Int)
    case mixedTime(String)
    case constantTime(String)
    case raterOfLists(String)
    case noFields(idle: [String])

    package var description: String {
        switch self {
        case .unknownField(let option, let name, let fields):
            "`--\(option) \(name)`: no row has such a field; "
                + (didYouMean(name, among: fields)
                    ?? "the fields are \(fields.prefix(12).map { "`\($0)`" }.joined(separator: ", "))")
        case .noLabel(let label):
            "`\(label)` is empty in every row; name the field that holds the right answer"
        case .objectLabel(let label, let members):
            "`\(label)` holds objects; name one of their members: "
                + members.prefix(6).map { "`\(label).\($0)`" }.joined(separator: ", ")
        case .tooFew(let rows, let least):
            "\(rows) labelled rows; at least \(least) are needed to measure anything"
        case .oneLabel(let label, let value, let rows):
            "`\(label)` is `\(value)` in all \(rows) rows; there is nothing to tell apart"
        case .tooManyLabels(let label, let values, let areNumbers, let most):
            "`\(label)` has \(values) different values, and a label at most \(most); "
                + (areNumbers
                    ? "put amounts into a few ranges first"
                    : "name a field with fewer, or put the rare ones together")
        case .mixedTime(let time):
            "`\(time)` is a number in some rows and a text in others; write one of them"
        case .constantTime(let time):
            "`\(time)` is the same in every row and orders nothing; leave out `--time`"
        case .raterOfLists(let label):
            "`\(label)` holds lists, which are several raters' labels already; leave out `--rater`"
        case .noFields(let idle):
            "no field can tell anything"
                + (idle.isEmpty ? "" : "; left out: \(idle.joined(separator: ", "))")
        }
    }
}
