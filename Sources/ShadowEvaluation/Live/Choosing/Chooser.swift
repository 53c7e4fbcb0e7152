import Decisions

/// Decides who is in charge of a request, and which requests are in the holdout.
struct Chooser: Sendable {
    /// Who is in charge where no switch says otherwise: of another than those that are ready, it is
    /// the usual one.
    let inCharge: String
    private let live: LiveDefinition
    private let arms: [String: Arm]
    private let usual: String
    private let split: StableHash.Purpose
    private let holdout: StableHash.Purpose

    /// `arms` are those that are ready; a request of another one goes to `usual`.
    init(_ feature: Feature, arms: [String: Arm], usual: String) {
        inCharge = arms[feature.inCharge] == nil ? usual : feature.inCharge
        live = feature.live
        self.arms = arms
        self.usual = usual
        split = StableHash.Purpose("split", salt: feature.name)
        holdout = StableHash.Purpose("holdout", salt: feature.name)
    }

    func assignment(
        _ request: LiveRequest, _ switches: LiveSwitches, unit caseHash: StableHash
    ) -> Assignment {
        let user = request.case.user.map { StableHash($0) } ?? caseHash
        var (name, probability) = choice(switches, user: user, caseHash)
        if arms[name] == nil { (name, probability) = (usual, 1) }
        let holdoutProbability = request.canHide ? live.holdout : 0
        return Assignment(
            arm: arms[name] ?? .path(0), name: name, probability: probability,
            holdoutProbability: holdoutProbability,
            isHidden: user.draws(holdoutProbability, for: holdout))
    }

    private func choice(
        _ switches: LiveSwitches, user: StableHash, _ caseHash: StableHash
    ) -> (name: String, probability: Double) {
        if let name = switches.inCharge { return (name, 1) }
        guard let definition = live.split, arms[definition.path] != nil else {
            return (inCharge, 1)
        }
        let share = switches.splitShare ?? definition.share
        let unit = definition.unit == .user ? user : caseHash
        return unit.draws(share, for: split)
            ? (definition.path, share) : (inCharge, 1 - share)
    }
}
