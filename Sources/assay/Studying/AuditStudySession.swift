import Audits

/// Draws evidence whose answer is known, on all cores, and counts what the audits say of it.
struct AuditStudySession {
    let audits: [any Audit.Type]
    let seeds: Int
    let years: Int

    /// What is done at once, so that cores are busy to the end.
    private enum Work {
        /// Seeds of a scenario, by its place.
        case scenario(Int, ClosedRange<Int>)
        case year(UInt64)
    }

    private enum Result: Sendable {
        case scenario(Int, AuditStudy.Row)
        case year(HealthyYears)
    }

    private static let seedsAtOnce = 20

    /// Returns the rows in the order of the scenarios, however fast each is, and the years.
    func run() async -> ([AuditStudy.Row], HealthyYears) {
        let scenarios = audits.flatMap { audit in audit.scenarios.map { (audit, $0) } }
        let work = work(scenarios: scenarios.count)
        defer { ProbeProgress.clear() }
        return await withTaskGroup(of: Result.self) { group in
            for piece in work {
                group.addTask {
                    switch piece {
                    case .scenario(let place, let seeds):
                        let (audit, scenario) = scenarios[place]
                        return .scenario(place, AuditStudy.run(audit, scenario, seeds: seeds))
                    case .year(let seed):
                        var years = HealthyYears()
                        years.append(audits, seed: seed)
                        return .year(years)
                    }
                }
            }
            var rows: [Int: AuditStudy.Row] = [:]
            var years = HealthyYears()
            var done = 0
            for await result in group {
                done += 1
                ProbeProgress.show("\(done) of \(work.count) parts")
                switch result {
                case .scenario(let place, let row):
                    if rows[place] == nil { rows[place] = row } else { rows[place]? += row }
                case .year(let year): years += year
                }
            }
            return (rows.sorted { $0.key < $1.key }.map(\.value), years)
        }
    }

    private func work(scenarios: Int) -> [Work] {
        let pieces = (0..<scenarios).flatMap { place in
            stride(from: 1, through: seeds, by: Self.seedsAtOnce).map { first in
                Work.scenario(place, first...min(seeds, first + Self.seedsAtOnce - 1))
            }
        }
        return (0..<years).map { .year(UInt64($0 + 1)) } + pieces
    }
}
