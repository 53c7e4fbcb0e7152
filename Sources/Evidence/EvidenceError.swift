/// Why the evidence log could not do its work.
package enum EvidenceError: Error, Hashable, Sendable {
    case cannotOpen(path: String, reason: String)
    /// A log written by a newer version of the program.
    case newerVersion(path: String)
    /// A file that is no evidence log.
    case notALog(path: String)
    case diskFull(path: String)
    case readOnly(path: String)
    case busy(path: String)
    /// Another run is asking about the same cases.
    case underWay(path: String)
    /// A log that cannot be written lacks a feature, or something of it.
    case unknownFeature(path: String, feature: String)
    case corrupt(path: String, reason: String)
    case failed(path: String, reason: String)
    case cannotBackUp(path: String, reason: String)
    /// A size that the log cannot be cut to, in bytes.
    case tooSmall(path: String, size: Int, least: Int)
    /// A spool that cannot be opened or read.
    case spool(path: String, reason: String)
    /// A spool that another process has open.
    case spoolInUse(path: String)
}

extension EvidenceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "\(path): the evidence log cannot be opened: \(reason); "
                + "name another with `--evidence`"
        case .newerVersion(let path):
            "\(path): the evidence log was written by a newer version of assay; "
                + "update assay or name another log with `--evidence`"
        case .notALog(let path):
            "\(path): the file is no evidence log; name another with `--evidence`"
        case .diskFull(let path):
            "\(path): the disk is full; what was acknowledged is kept, "
                + "free some room; a command that ended goes on when it is run again"
        case .readOnly(let path):
            "\(path): the evidence log cannot be written; "
                + "check its permissions and those of its folder"
        case .busy(let path):
            "\(path): another process is writing the evidence log; try again when it is done"
        case .underWay(let path):
            "\(path): another replay is asking about the same cases; "
                + "run the same command again when it has ended"
        case .unknownFeature(let path, let feature):
            "\(path): the evidence log does not have `\(feature)` as feature.yaml describes it, "
                + "and cannot be written; copy it to a folder that can be written"
        case .corrupt(let path, let reason):
            "\(path): the evidence log is damaged: \(reason); restore a copy or begin a new log"
        case .failed(let path, let reason):
            "\(path): the evidence log failed: \(reason)"
        case .cannotBackUp(let path, let reason):
            "\(path): the backup cannot be made: \(reason); name another file"
        case .tooSmall(let path, let size, let least):
            "\(path): the evidence log cannot be cut to \(size) bytes: what verdicts read needs "
                + "about \(least); allow more or begin a new log with `--evidence`"
        case .spool(let path, let reason):
            "\(path): the spool cannot be used: \(reason); check the folder and its permissions"
        case .spoolInUse(let path):
            "\(path): another process uses the spool; give each gateway a spool of its own"
        }
    }
}
