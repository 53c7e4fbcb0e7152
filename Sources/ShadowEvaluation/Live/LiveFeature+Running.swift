import Decisions

extension LiveFeature {
    /// Asks the models that are to be asked, until ``shutDown(within:)`` or until its task is
    /// cancelled.
    package func run() async {}

    /// Ends the feature's shadows: what has been accepted is answered within `time` or logged as
    /// shed. The caller sends no further requests.
    package func shutDown(within time: Duration) async {}

    /// Changes how the feature is run, and logs the change.
    package func set(
        _ switches: LiveSwitches, by actor: String? = nil
    ) throws(ControlError) {
        try check(switches)
        let before = state.control.set(switches)
        _ = sink.append(
            .change(
                ControlChange(
                    feature: feature.name, kind: .switches(from: before, to: switches),
                    actor: actor, time: clock.now())))
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
