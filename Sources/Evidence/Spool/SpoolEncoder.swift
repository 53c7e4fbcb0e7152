import Decisions

/// Writes records as frames.
///
/// Numbers are little-endian base-128, signed ones, times and doubles eight bytes; texts have their length before
/// them, and what may be missing has a byte 0 or 1 before it.
struct SpoolEncoder {
    private(set) var bytes: [UInt8] = []

    init(reserving capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    static func frame(_ feature: SpooledFeature) -> [UInt8] {
        var encoder = SpoolEncoder(reserving: 512)
        return encoder.frame(.feature) { encoder in
            encoder.number(feature.number)
            encoder.text(feature.name)
            encoder.text(feature.countingRule.rawValue)
            encoder.list(feature.questions) { encoder, question in
                encoder.text(question.name)
                encoder.text(question.kind.rawValue)
                encoder.list(question.options) { $0.option($1.value) }
            }
        }
    }

    static func frame(_ request: SpooledRequest) -> [UInt8] {
        var encoder = SpoolEncoder(reserving: request.input.count + 768)
        return encoder.frame(.request) { $0.request(request) }
    }

    static func frame(_ completion: SpooledCompletion) -> [UInt8] {
        var encoder = SpoolEncoder(reserving: 256 + 256 * completion.answers.count)
        return encoder.frame(.completion) { encoder in
            encoder.id(completion.requestID)
            encoder.list(completion.answers) { encoder, late in
                encoder.id(late.observationID)
                encoder.answer(late.answer)
            }
        }
    }

    static func frame(_ change: SpooledChange) -> [UInt8] {
        var encoder = SpoolEncoder(reserving: 256)
        return encoder.frame(.change) { encoder in
            encoder.number(change.feature.number)
            encoder.text(change.kind)
            encoder.optional(change.actor) { $0.text($1) }
            encoder.signed(change.time.microseconds)
            encoder.data(change.detail)
        }
    }

    private mutating func frame(
        _ kind: SpoolRecord.Kind, _ body: (inout SpoolEncoder) -> Void
    ) -> [UInt8] {
        SpoolFrame.begin(&bytes)
        bytes.append(kind.rawValue)
        body(&self)
        SpoolFrame.close(&bytes)
        return bytes
    }

    // MARK: Records

    private mutating func request(_ request: SpooledRequest) {
        id(request.id)
        number(request.feature.number)
        optional(request.caseID) { $0.text($1) }
        optional(request.time) { $0.signed($1.microseconds) }
        optional(request.user) { $0.text($1) }
        texts(request.groups)
        texts(request.slices)
        data(request.input)
        signed(request.loggedAt.microseconds)
        versions(request.versions)
        double(request.marks.holdoutProbability)
        flag(request.marks.isHidden)
        flag(request.marks.isRetry)
        list(request.decisions) { $0.decision($1) }
    }

    private mutating func decision(_ decision: SpooledDecision) {
        id(decision.observationID)
        number(decision.question)
        list(decision.answers) { $0.answer($1) }
        list(decision.pending) { encoder, pending in
            encoder.text(pending.path)
            encoder.hash(pending.version)
            encoder.number(pending.repeatIndex)
            encoder.double(pending.inclusionProbability)
        }
        optional(decision.inCharge) { $0.text($1) }
        double(decision.inChargeProbability)
        optional(decision.shown) { $0.number($1) }
        optional(decision.shownFrom) { $0.text($1) }
        flag(decision.needsReview)
    }

    private mutating func answer(_ versioned: VersionedAnswer) {
        let answer = versioned.answer
        hash(versioned.version)
        text(answer.path)
        number(answer.repeatIndex)
        bytes.append(answer.status.rawValue)
        optional(answer.reason) { encoder, reason in
            encoder.bytes.append(reason.code.number)
            encoder.optional(reason.detail) { $0.text($1) }
        }
        optional(answer.code) { $0.number($1) }
        list(answer.probabilities) { $0.double($1) }
        optional(answer.rule) { $0.text($1) }
        signed(answer.latency)
        optional(answer.price) { $0.signed($1.nanoUSD) }
        optional(answer.tokens) { encoder, tokens in
            encoder.number(tokens.input)
            encoder.number(tokens.cachedInput)
            encoder.number(tokens.output)
        }
        optional(answer.model) { $0.text($1) }
        flag(answer.isRecorded)
        double(answer.inclusionProbability)
    }

    private mutating func versions(_ set: VersionSet) {
        hash(set.feature)
        for hash in [set.rules, set.calibration, set.prompt, set.model, set.prices] {
            optional(hash) { $0.hash($1) }
        }
    }

    // MARK: Values

    private mutating func option(_ value: OptionValue) {
        switch value {
        case .text(let text):
            bytes.append(2)
            self.text(text)
        case .flag(let flag): bytes.append(flag ? 1 : 0)
        }
    }

    private mutating func flag(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    private mutating func texts(_ texts: [String: String]) {
        number(texts.count)
        for (key, value) in texts {
            text(key)
            text(value)
        }
    }

    private mutating func list<Element>(
        _ elements: [Element], _ write: (inout SpoolEncoder, Element) -> Void
    ) {
        number(elements.count)
        for element in elements { write(&self, element) }
    }

    private mutating func optional<Value>(
        _ value: Value?, _ write: (inout SpoolEncoder, Value) -> Void
    ) {
        guard let value else { return bytes.append(0) }
        bytes.append(1)
        write(&self, value)
    }

    /// Writes a number that is not negative; one that is becomes 0.
    private mutating func number(_ value: Int) {
        var rest = UInt64(clamping: value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func signed(_ value: Int64) {
        word(UInt64(bitPattern: value))
    }

    /// Writes a number; what is none becomes 0.
    private mutating func double(_ value: Double) {
        word(value.isFinite ? value.bitPattern : 0)
    }

    private mutating func text(_ text: String) {
        number(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func data(_ data: [UInt8]) {
        number(data.count)
        bytes.append(contentsOf: data)
    }

    private mutating func id(_ id: EvidenceID) {
        word(id.high)
        word(id.low)
    }

    private mutating func hash(_ hash: ContentHash) {
        word(hash.high)
        word(hash.low)
    }

    private mutating func word(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
