import JSONCodec
import Statistics
import Verdicts

extension VerdictJSON {
    /// Writes whether a path is right as often as it says; null where too few cases tell.
    mutating func confidence(_ stated: StatedConfidence?) {
        writer.key("stated_confidence")
        guard let stated else { return writer.null() }
        let curve = stated.curve
        writer.beginObject()
        number("cases", stated.cases)
        double("share", stated.share)
        double("stated", stated.stated)
        estimate("right", stated.accuracy)
        double("confidence", stated.confidence)
        text("finding", stated.finding.code)
        double("calibration_error", curve.calibrationError)
        double("calibration_error_by_chance", curve.errorByChance)
        double("calibration_error_equal_width", stated.equalWidthError)
        double("brier", stated.brier)
        double("reliability", curve.reliability)
        double("resolution", curve.resolution)
        double("uncertainty", curve.uncertainty)
        writer.key("points")
        writer.beginArray()
        for point in curve.points {
            writer.beginObject()
            number("cases", point.count)
            double("stated", point.meanProbability)
            estimate(
                "right",
                Estimate(value: point.share, interval: point.interval, confidence: 0.95))
            bool("off", point.isOff)
            writer.endObject()
        }
        writer.endArray()
        recalibration(stated.recalibration)
        writer.endObject()
    }

    private mutating func recalibration(_ mended: StatedConfidence.Recalibration?) {
        writer.key("recalibration")
        guard let mended else { return writer.null() }
        writer.beginObject()
        number("later_cases", mended.cases)
        double("brier_stated", mended.brier.stated)
        double("brier_recalibrated", mended.brier.recalibrated)
        double("calibration_error_stated", mended.calibrationError.stated)
        double("calibration_error_recalibrated", mended.calibrationError.recalibrated)
        estimate("brier_gain", mended.gain)
        bool("borne_out", mended.isBorneOut)
        writer.endObject()
    }
}

extension StatedConfidence.Finding {
    fileprivate var code: String {
        switch self {
        case .overconfident: "overconfident"
        case .underconfident: "underconfident"
        case .uneven: "uneven"
        case .nothingFound: "nothing-found"
        }
    }
}
