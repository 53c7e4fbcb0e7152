import Decisions

extension LiveFeature {
    /// Changes how the feature is run, and logs the change.
    package func set(
        _ switches: LiveSwitches, by actor: String? = nil
    ) throws(ControlError) {
        try check(switches)
        let before = state.control.set(switches)
        log(.switches(from: before, to: switches), by: actor)
    }

    /// Who is in charge now, a split aside: a path, or `cascade`.
    package var inCharge: String {
        let name = state.control.switches.inCharge ?? chooser.inCharge
        return arms[name] == nil ? chooser.inCharge : name
    }

    /// Logs that this feature takes the place of `previous`, which read older files.
    package func log(replacing previous: LiveFeature, by actor: String? = nil) {
        log(.reloaded(from: previous.feature.hash, to: feature.hash), by: actor)
    }

    private func log(_ kind: ControlChange.Kind, by actor: String?) {
        let change = ControlChange(
            feature: feature.name, kind: kind, actor: actor, time: clock.now())
        // Nobody can be told; the switches themselves show what they are.
        _ = sink.append(.change(change))
    }

    private func check(_ switches: LiveSwitches) throws(ControlError) {
        if let name = switches.inCharge, arms[name] == nil {
            throw .unknownPath(name, known: namesInCharge)
        }
        for (name, share) in [
            ("split", switches.splitShare), ("sample", switches.shadowSample),
        ] {
            guard let share else { continue }
            guard (0...1).contains(share) else { throw .outsideShare(name, share) }
        }
        if switches.splitShare != nil, feature.live.split == nil { throw .noSplit }
    }
}
