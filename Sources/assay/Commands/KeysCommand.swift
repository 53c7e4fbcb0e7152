import ArgumentParser
import Decisions
import Gateway

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Keys that open the gateway: made here, kept as hashes.",
        subcommands: [List.self, Create.self, Revoke.self, Rotate.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Shows the keys: whose they are, what they allow, when they end.",
            discussion: """
                  assay keys list
                """)

        @Flag(help: "Print them as JSON.")
        var json = false

        @OptionGroup var keys: KeysOption

        func run() throws {
            let list = KeyListText(keys: try keys.file.read(), now: Clocks.now())
            if json { Console.print(json: list.json) } else { Console.print(list.description) }
        }
    }

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Makes a key and prints it, once: only its hash is kept.",
            discussion: """
                  assay keys create shop --scope decide,outcomes
                  assay keys create batch --scope decide --rate-limit 50
                """)

        @Argument(help: "Whose key it is; the log names it by this.")
        var name: String

        @Option(help: ArgumentHelp("What it allows.", valueName: "decide,outcomes,read,admin"))
        var scope: ScopeList

        @Option(
            help: ArgumentHelp(
                "The most requests a second with it, in place of `assay serve --rate-limit`.",
                valueName: "number"))
        var rateLimit: Int?

        @Flag(help: "Print it as JSON.")
        var json = false

        @OptionGroup var keys: KeysOption

        func validate() throws {
            let isName =
                (1...100).contains(name.utf8.count)
                && name.unicodeScalars.allSatisfy {
                    !$0.properties.isWhitespace && $0.properties.generalCategory != .control
                }
            guard isName else {
                throw ValidationError("a key's name is one word of at most 100 bytes")
            }
            if let rateLimit, rateLimit < 1 {
                throw ValidationError("--rate-limit is \(rateLimit); at least 1 is needed")
            }
        }

        func run() throws {
            let made = try keys.file.create(
                name: name, scopes: scope.scopes, rateLimit: rateLimit, at: Clocks.now())
            KeyText(key: made.key, stored: made.stored).print(asJSON: json)
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Ends a key now, or all keys of a name.",
            discussion: """
                  assay keys revoke shop
                """)

        @Argument(help: "The key's name or id.")
        var key: String

        @OptionGroup var keys: KeysOption

        func run() throws {
            for stored in try keys.file.revoke(key, at: Clocks.now()) {
                Console.print("\(stored.name) \(stored.id): ended")
            }
        }
    }

    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Makes a key in the place of another, which ends a while later.",
            discussion: """
                  assay keys rotate shop --grace-hours 24
                """)

        @Argument(help: "The key's name or id.")
        var key: String

        @Option(help: "For how many hours the old key still opens the gateway.")
        var graceHours = 24

        @Flag(help: "Print it as JSON.")
        var json = false

        @OptionGroup var keys: KeysOption

        func validate() throws {
            guard (0...8760).contains(graceHours) else {
                throw ValidationError("`--grace-hours` is 0 to 8760")
            }
        }

        func run() throws {
            let now = Clocks.now()
            let end = Timestamp(
                microseconds: now.microseconds + Int64(graceHours) * 3_600_000_000)
            let made = try keys.file.rotate(key, at: now, end: end)
            KeyText(key: made.key, stored: made.stored).print(asJSON: json)
            Console.note("\(made.old.name) \(made.old.id): ends at \(made.old.endsAt ?? end)")
        }
    }
}

/// Where the keys are.
struct KeysOption: ParsableArguments {
    @Option(name: .customLong("keys"), help: ArgumentHelp("The keys' file.", valueName: "file"))
    var path = "keys.jsonl"

    var file: KeyFile { KeyFile(path: path) }
}

/// Scopes as a person writes them, with commas between.
struct ScopeList: ExpressibleByArgument {
    var scopes: KeyScopes = []

    init?(argument: String) {
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let scope = KeyScopes(name: name) else { return nil }
            scopes.formUnion(scope)
        }
    }
}
