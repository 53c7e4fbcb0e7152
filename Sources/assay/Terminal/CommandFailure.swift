import ArgumentParser
import Diagnostics
import Evidence
import Gateway
import JSONCodec

/// How the program ends when it could not do what was asked, as `sysexits.h` numbers it.
enum ExitStatus: Int32 {
    case failed = 1
    case usage = 64
    case badData = 65
    case missingFile = 66
    case unavailable = 69
    case tryAgain = 75
    case badConfiguration = 78
}

/// An end of the program with a message for the person who can mend it.
struct CommandFailure: Error, CustomStringConvertible {
    var status: ExitStatus
    /// `<location>: <fact>; <hint>`, lower case, no full stop.
    var message: String
    /// The findings that the message words, where there are any.
    var diagnostics: [Diagnostic] = []

    var description: String { message }

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// Makes an end that is due to what is wrong with the user's files.
    init(_ status: ExitStatus, _ diagnostics: [Diagnostic]) {
        self.init(status, diagnostics.map(\.description).joined(separator: "\n"))
        self.diagnostics = diagnostics
    }

    /// Words the errors of the modules below; `nil` for those that the argument parser words.
    init?(describing error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as EvidenceError: self.init(Self.status(of: error), error.description)
        case let error as GatewayError: self.init(Self.status(of: error), error.description)
        case let error as KeyError: self.init(Self.status(of: error), error.description)
        case let error as CertificateError: self.init(Self.status(of: error), error.description)
        case let error as FileError: self.init(.missingFile, error.description)
        case is CancellationError: self.init(.tryAgain, "the work was cut off; run it again")
        case is ExitCode, is ValidationError, is CleanExit: return nil
        default:
            guard !"\(type(of: error))".hasPrefix("CommandError") else { return nil }
            self.init(.failed, "\(error)")
        }
    }

    private static func status(of error: GatewayError) -> ExitStatus {
        switch error {
        case .exposedWithoutKeys: .badConfiguration
        case .cannotListen: .unavailable
        }
    }

    private static func status(of error: CertificateError) -> ExitStatus {
        switch error {
        case .unreadable: .missingFile
        case .noCertificate, .noKey, .encryptedKey: .badData
        case .mismatch, .expired, .notYetValid: .badConfiguration
        }
    }

    private static func status(of error: KeyError) -> ExitStatus {
        switch error {
        case .unreadable: .failed
        case .tooOpen: .badConfiguration
        case .noKey: .badData
        case .unknown, .ambiguous, .ended: .usage
        }
    }

    private static func status(of error: EvidenceError) -> ExitStatus {
        switch error {
        case .cannotOpen: .missingFile
        case .newerVersion, .notALog, .corrupt: .badData
        case .busy, .diskFull, .underWay, .spoolInUse: .tryAgain
        case .readOnly, .unknownFeature, .failed, .cannotBackUp, .tooSmall, .spool: .failed
        }
    }
}
