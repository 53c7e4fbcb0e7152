import Decisions
import Evidence

/// The declared bounds of prices and waiting, and what exceeded them.
struct Caps: Sendable {
    private let priceCap: Double?
    private let heuristicSeconds: Double
    private let modelSeconds: Double
    private(set) var clippedPrices = 0
    private(set) var clippedLatencies = 0
    /// Calls of the model whose price is not known.
    private(set) var missingPrices = 0

    init(_ input: VerdictInput) {
        priceCap = input.model?.priceCapDollars
        heuristicSeconds = input.heuristic.capSeconds
        modelSeconds = input.model?.capSeconds ?? 0
    }

    /// Adds what others counted under the same bounds.
    mutating func join(_ other: Caps) {
        clippedPrices += other.clippedPrices
        clippedLatencies += other.clippedLatencies
        missingPrices += other.missingPrices
    }

    /// Returns the record of a case, with price and waiting cut at their caps.
    mutating func record(
        _ row: EvidenceRow, truth: Int?, heuristic: (cell: AnswerCell, slot: UInt16),
        model: (cell: AnswerCell, slot: UInt16)
    ) -> CaseRecord {
        let isAsked = model.slot != CaseRecord.none
        let isPriceMissing = isAsked && model.cell.price == nil
        if isPriceMissing { missingPrices += 1 }
        var price = isAsked ? model.cell.price?.usd ?? 0 : 0
        if price > priceCap ?? 0 {
            if priceCap != nil { clippedPrices += 1 }
            price = priceCap ?? 0
        }
        return CaseRecord(
            time: row.time ?? .min, user: row.user ?? 0, price: price,
            caseNumber: UInt32(clamping: row.caseNumber),
            heuristicSeconds: seconds(heuristic.cell, cap: heuristicSeconds),
            modelSeconds: seconds(model.cell, cap: modelSeconds),
            inclusion: Self.inclusion(model.cell),
            truth: truth.map { UInt16($0) } ?? CaseRecord.none, heuristic: heuristic.slot,
            model: model.cell.status == Answer.Status.shed.rawValue
                ? CaseRecord.shed : model.slot,
            isPriceMissing: isPriceMissing)
    }

    /// A lot decides whether a path is asked, or not sampled; budgets and breakers draw none.
    static func inclusion(_ cell: AnswerCell) -> Float {
        let isSkipped = cell.status == Answer.Status.skipped.rawValue
        guard !cell.isEmpty, !isSkipped || cell.reasonCode == .notSampled else { return 0 }
        return cell.inclusionProbability
    }

    private mutating func seconds(_ cell: AnswerCell, cap: Double) -> Float {
        let seconds = Double(cell.latency) / 1e9
        if seconds > cap { clippedLatencies += 1 }
        return Float(min(max(0, seconds), cap))
    }
}
