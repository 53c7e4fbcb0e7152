/// A named set of functions and macros.
public struct Library: Sendable {
    /// The name that diagnostics use.
    public let name: String
    /// The functions, one for each name, style and number of arguments.
    public let functions: [Function]
    let macros: MacroSet
    /// Types whose names are values, such as `net.IP`.
    let types: [(name: String, type: CELType)]
    /// Messages whose literals stand for plain values.
    let messages: [MessageType]

    init(
        name: String, functions: [Function] = [], macros: MacroSet = [],
        types: [(name: String, type: CELType)] = [], messages: [MessageType] = []
    ) {
        self.name = name
        self.functions = functions
        self.macros = macros
        self.types = types
        self.messages = messages
    }

    /// Makes a library of the embedding program's own functions.
    public init(name: String, functions: [Function]) {
        self.init(name: name, functions: functions, macros: [], types: [])
    }
}
