package import Decisions

extension Assessment.Forecast {
    /// Whether it was made before `moment`; a day without a time counts from its end.
    package func isBefore(_ moment: Timestamp) -> Bool {
        guard let time = Timestamp(on) else { return false }
        let day: Int64 = on.contains(":") ? 0 : 86_400_000_000
        return time.microseconds + day <= moment.microseconds
    }

    /// The time as the file has it: the second that ends next, so that none is made to look early.
    package static func time(_ now: Timestamp) -> String {
        let second: Int64 = 1_000_000
        return Timestamp(microseconds: (now.microseconds / second + 1) * second).description
    }
}
