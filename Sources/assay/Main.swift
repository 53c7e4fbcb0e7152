import ArgumentParser

@main
enum Main {
    static func main() async {
        Console.hearOfGoneReaders()
        do {
            var command = try Assay.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch is ReaderHasGone {
            Console.endForLackOfReader()
        } catch {
            if let failure = CommandFailure(describing: error) {
                Console.error(failure.message)
                Assay.exit(withError: ExitCode(failure.status.rawValue))
            }
            let code = Assay.exitCode(for: error)
            // Help and bare exit codes are no errors; the parser prints them where they belong.
            guard code == .validationFailure else { Assay.exit(withError: error) }
            Console.usageError(Assay.fullMessage(for: error))
            Assay.exit(withError: code)
        }
    }
}
