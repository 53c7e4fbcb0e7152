import Gateway
import Logging

/// Has the gateway know keys as soon as they are made, rotated or revoked.
struct KeyWatch {
    let file: KeyFile
    let access: AccessGuard
    let logger: Logger

    private static let interval = Duration.seconds(1)

    /// Looks at the file until the task is cancelled.
    ///
    /// One that cannot be read changes nothing, and is said once.
    func run() async {
        var problem: KeyError?
        while (try? await Task.sleep(for: Self.interval)) != nil {
            do throws(KeyError) {
                access.replace(KeyRing(try file.read()))
                problem = nil
            } catch {
                if error != problem { logger.error("\(error)") }
                problem = error
            }
        }
    }
}
