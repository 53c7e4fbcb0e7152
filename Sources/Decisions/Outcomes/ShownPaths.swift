package import JSONCodec

/// The paths whose answers somebody had been shown before judging; at least one.
package struct ShownPaths: Hashable, Sendable {
    /// As the log keeps it: the name of the one path, or a JSON array of several.
    package let text: String

    /// Reads what ``text`` says.
    package init(text: String) {
        self.text = text
    }

    /// Returns `nil` where there is no path.
    package init?(_ paths: some Sequence<String>) {
        let names = Set(paths).sorted()
        guard let first = names.first else { return nil }
        text =
            names.count == 1 && !first.hasPrefix("[")
            ? first
            : String(decoding: JSONValue.array(names.map { .string($0) }).json, as: UTF8.self)
    }

    /// Reads a name, or an array of names; `nil` for everything else.
    package init?(_ json: JSONValue) {
        if let name = json.string {
            self.init([name])
        } else {
            guard let names = json.array?.map(\.string), !names.contains(nil) else { return nil }
            self.init(names.compactMap(\.self))
        }
    }

    /// The names, in their alphabetical order.
    package var paths: [String] {
        guard text.hasPrefix("["), let names = try? JSONValue(parsing: text).array else {
            return [text]
        }
        return names.compactMap(\.string)
    }

    /// A name, or an array of several.
    package var json: JSONValue {
        let paths = paths
        return paths.count == 1 ? .string(paths[0]) : .array(paths.map { .string($0) })
    }
}
