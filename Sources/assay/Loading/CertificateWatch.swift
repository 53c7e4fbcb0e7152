import Gateway
import Logging

/// Has the gateway show a renewed certificate without a new start.
struct CertificateWatch {
    let identity: ServerIdentity
    let logger: Logger

    private static let interval = Duration.seconds(2)

    /// Looks at the files until the task is cancelled.
    ///
    /// A pair that cannot be used changes nothing, and is said once: of two files, one is written
    /// before the other.
    func run() async {
        var problem: CertificateError?
        while (try? await Task.sleep(for: Self.interval)) != nil {
            do throws(CertificateError) {
                if try identity.renew(at: Clocks.now()) {
                    logger.notice("the certificate has been renewed")
                }
                problem = nil
            } catch {
                if error != problem { logger.error("\(error)") }
                problem = error
            }
        }
    }
}
