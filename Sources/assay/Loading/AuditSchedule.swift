import Audits
import CurlTransport
import Decisions
import Evidence
import Gateway
import Logging

/// Runs the audits of served features as often as their files say, notes what they find, and tells
/// whoever wants to know when one starts or stops firing.
struct AuditSchedule {
    let reloader: FeatureReloader
    let directory: FeatureDirectory
    let store: SQLiteEvidenceStore
    let board: AuditBoard
    let transport: CurlTransport
    let evidence: EvidenceOption
    let logger: Logger

    /// How long a run may be late.
    private static let interval = Duration.seconds(5)

    /// Looks for what is due until the task is cancelled.
    func run() async {
        repeat {
            for served in directory.table.features {
                let name = served.feature.name
                guard let folder = await reloader.folder(of: name),
                    let every = folder.feature.audits.every
                else { continue }
                do {
                    try await look(folder, every: every)
                } catch {
                    logger.error("\(name): the audits cannot be run: \(error)")
                }
            }
        } while (try? await Task.sleep(for: Self.interval)) != nil
    }

    private func look(_ folder: FeatureFolder, every: Duration) async throws {
        let name = folder.feature.name
        let now = Clocks.now()
        let bench = AuditBench(
            folder: folder, arguments: evidence.arguments(on: folder.feature), now: now)
        if board[name].isEmpty { board[name] = try await bench.histories(in: store) }
        let before = board[name]
        let last = before.compactMap { $0.lastScheduled(before: now) }.max()
        let due = last.map { $0.microseconds + Int64(every.inSeconds * 1e6) } ?? .min
        guard now.microseconds >= due else { return }
        let histories = try await bench.note(AuditCatalogue.all, in: store)
        board[name] = histories
        guard let notice = AuditNotice(name, before: before, now: histories, at: now) else {
            return
        }
        for (audit, fires) in notice.summary {
            logger.notice("\(name): audit \(audit) \(fires ? "starts to fire" : "fires no more")")
        }
        guard let webhook = folder.feature.audits.webhook else { return }
        await send(notice, to: webhook, name)
    }

    /// Tries three times; what cannot be told stands in the log and in the metrics all the same.
    private func send(_ notice: AuditNotice, to webhook: AuditWebhook, _ name: String) async {
        guard case .success(let url) = resolve(webhook.url),
            case .success(let key) = resolve(webhook.key)
        else {
            return logger.error("\(name): the variables of `audits.webhook` are not set")
        }
        guard AuditNotice.isAllowed(url) else {
            return logger.error("\(name): `audits.webhook` is neither https nor on this machine")
        }
        for pause in [1, 4, 0] {
            let status = try? await transport.send(notice.request(to: url, key: key)).head.status
            if let status, (200..<300).contains(status) { return }
            try? await Task.sleep(for: .seconds(pause))
        }
        logger.error("\(name): `audits.webhook` does not take the notice")
    }

    private func resolve(_ text: String) -> Result<String, UnsetVariables> {
        EnvironmentTemplate.resolve(text, in: Console.environment)
    }
}
