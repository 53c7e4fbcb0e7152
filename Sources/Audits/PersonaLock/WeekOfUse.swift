import RealModule
import Statistics

/// What was asked for and surfaced in a week, and what people did about it.
struct WeekOfUse {
    /// Users with fewer cases in the week are taken together.
    private static let leastOfUser = 5

    let week: Int
    let count: Int
    /// Entropy within users over ln K.
    let surfacedVariety: Double
    let askedVariety: Double
    /// How many kinds are offered or asked for, as far as they are equally common: exp(H).
    let surfacedKinds: Double
    let askedKinds: Double
    /// Steck's C_KL of what was surfaced against what was asked.
    let miscalibration: Double
    let rewordRate: Double
    let bypassRate: Double
    /// Requests that were reworded, bypassed or both.
    let troubleRate: Double
    let abandonRate: Double
    let editRate: Double

    /// Counts rows whose asked category is known, of at least one.
    init(_ week: Int, _ rows: [(row: ServedLog.Row, isReworded: Bool)], options: Int) {
        self.week = week
        count = rows.count
        var users: [UInt64: [(asked: UInt16, surfaced: UInt16)]] = [:]
        for (row, _) in rows {
            guard let asked = row.asked, let surfaced = row.shown else { continue }
            users[row.user ?? 0, default: []].append((asked, surfaced))
        }
        let small = users.filter { $0.value.count < Self.leastOfUser }
        let groups =
            users.filter { $0.value.count >= Self.leastOfUser }.map(\.value)
            + [small.flatMap(\.value)]
        func variety(_ kind: ((asked: UInt16, surfaced: UInt16)) -> UInt16) -> Double {
            groups.filter { !$0.isEmpty }.reduce(0) {
                $0 + Double($1.count) * Variety.entropy(Self.counts($1.map(kind)).values)
            } / Double(rows.count)
        }
        let most = Double.log(Double(max(2, options)))
        let (surfaced, asked) = (variety(\.surfaced), variety(\.asked))
        surfacedVariety = surfaced / most
        askedVariety = asked / most
        surfacedKinds = .exp(surfaced)
        askedKinds = .exp(asked)
        let all = groups.joined()
        let (p, q) = (Self.counts(all.map(\.asked)), Self.counts(all.map(\.surfaced)))
        miscalibration = Variety.miscalibration(
            asked: Array(p.values), surfaced: p.keys.map { q[$0] ?? 0 },
            surfacedTotal: q.values.reduce(0, +))
        func rate(_ isOne: ((row: ServedLog.Row, isReworded: Bool)) -> Bool) -> Double {
            Double(rows.count(where: isOne)) / Double(rows.count)
        }
        rewordRate = rate { $0.isReworded || $0.row.reactions.contains(.reworded) }
        bypassRate = rate { $0.row.reactions.contains(.bypassed) }
        troubleRate = rate {
            $0.isReworded || !$0.row.reactions.isDisjoint(with: [.reworded, .bypassed])
        }
        abandonRate = rate { $0.row.reactions.contains(.abandoned) }
        editRate = rate { $0.row.reactions.contains(.edited) }
    }

    private static func counts(_ values: some Sequence<UInt16>) -> [UInt16: Int] {
        Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
    }
}
