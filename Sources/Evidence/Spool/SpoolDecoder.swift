import Decisions

/// Reads records back; what does not hold together is damage and gives `nil`.
struct SpoolDecoder {
    private struct Damage: Error {}

    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private let features: [Int: SpooledFeature]

    private init(_ payload: UnsafeRawBufferPointer, _ features: [Int: SpooledFeature]) {
        bytes = payload
        self.features = features
    }

    /// Reads a payload; `features` are those that the segment has described so far.
    static func record(
        _ payload: UnsafeRawBufferPointer, _ features: [Int: SpooledFeature]
    ) -> SpoolRecord? {
        var decoder = SpoolDecoder(payload, features)
        guard let record = try? decoder.record(), decoder.offset == payload.count else {
            return nil
        }
        return record
    }

    private mutating func record() throws -> SpoolRecord {
        switch SpoolRecord.Kind(rawValue: try byte()) {
        case .feature: return .feature(try feature())
        case .request: return .request(try request())
        case .completion: return .completion(try completion())
        case .change: return .change(try change())
        case nil: throw Damage()
        }
    }

    // MARK: Records

    private mutating func feature() throws -> SpooledFeature {
        let number = try self.number()
        let name = try text()
        guard let rule = CountingRule(rawValue: try text()) else { throw Damage() }
        let questions = try list { decoder in
            let name = try decoder.text()
            guard let kind = Question.Kind(rawValue: try decoder.text()) else { throw Damage() }
            return Question(
                name: name, kind: kind, instructions: "",
                options: try decoder.list { Question.Option(try $0.option()) })
        }
        return SpooledFeature(
            name: name, questions: questions, countingRule: rule, number: number)
    }

    private mutating func request() throws -> SpooledRequest {
        let id = try self.id()
        guard let feature = features[try number()] else { throw Damage() }
        let request = SpooledRequest(
            id: id, feature: feature, caseID: try optional { try $0.text() },
            time: try optional { Timestamp(microseconds: try $0.signed()) },
            user: try optional { try $0.text() }, groups: try texts(), slices: try texts(),
            input: try data(), loggedAt: Timestamp(microseconds: try signed()),
            versions: try versions(), marks: try marks(),
            decisions: try list { try $0.decision() })
        let isWhole = request.decisions.allSatisfy {
            feature.questions.indices.contains($0.question)
        }
        guard isWhole, !request.decisions.isEmpty else { throw Damage() }
        return request
    }

    private mutating func decision() throws -> SpooledDecision {
        SpooledDecision(
            observationID: try id(), question: try number(), answers: try list { try $0.answer() },
            pending: try list { decoder in
                PendingAnswer(
                    path: try decoder.text(), version: try decoder.hash(),
                    repeatIndex: try decoder.number(), inclusionProbability: try decoder.double())
            },
            inCharge: try optional { try $0.text() }, inChargeProbability: try double(),
            shown: try optional { try $0.number() }, shownFrom: try optional { try $0.text() },
            needsReview: try flag())
    }

    private mutating func completion() throws -> SpooledCompletion {
        SpooledCompletion(
            requestID: try id(),
            answers: try list { decoder in
                SpooledCompletion.LateAnswer(
                    observationID: try decoder.id(), try decoder.answer())
            })
    }

    private mutating func change() throws -> SpooledChange {
        guard let feature = features[try number()] else { throw Damage() }
        return SpooledChange(
            feature: feature, kind: try text(), actor: try optional { try $0.text() },
            time: Timestamp(microseconds: try signed()), detail: try data())
    }

    private mutating func marks() throws -> LiveMarks {
        LiveMarks(
            holdoutProbability: try double(), isHidden: try flag(), isRetry: try flag())
    }

    private mutating func answer() throws -> VersionedAnswer {
        let version = try hash()
        let path = try text()
        let repeatIndex = try number()
        guard let status = Answer.Status(rawValue: try byte()) else { throw Damage() }
        return VersionedAnswer(
            Answer(
                path: path, repeatIndex: repeatIndex, status: status,
                reason: try optional { try $0.reason() }, code: try optional { try $0.number() },
                probabilities: try list { try $0.double() }, rule: try optional { try $0.text() },
                latency: try signed(), price: try optional { Money(nanoUSD: try $0.signed()) },
                tokens: try optional { decoder in
                    TokenUsage(
                        input: try decoder.number(), cachedInput: try decoder.number(),
                        output: try decoder.number())
                },
                model: try optional { try $0.text() }, isRecorded: try flag(),
                inclusionProbability: try double()),
            version: version)
    }

    private mutating func reason() throws -> AnswerReason {
        guard let code = AnswerReason.Code(number: try byte()) else { throw Damage() }
        return AnswerReason(code, detail: try optional { try $0.text() })
    }

    private mutating func versions() throws -> VersionSet {
        VersionSet(
            feature: try hash(), rules: try optional { try $0.hash() },
            calibration: try optional { try $0.hash() }, prompt: try optional { try $0.hash() },
            model: try optional { try $0.hash() }, prices: try optional { try $0.hash() })
    }

    // MARK: Values

    private mutating func option() throws -> OptionValue {
        switch try byte() {
        case 0: .flag(false)
        case 1: .flag(true)
        case 2: .text(try text())
        default: throw Damage()
        }
    }

    private mutating func texts() throws -> [String: String] {
        let pairs = try list { (try $0.text(), try $0.text()) }
        // The generic way takes longer to make none of nothing.
        guard !pairs.isEmpty else { return [:] }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private mutating func list<Element>(
        _ read: (inout SpoolDecoder) throws -> Element
    ) throws -> [Element] {
        let count = try number()
        // Every element takes a byte at least, so a count beyond the rest is damage.
        guard count <= bytes.count - offset else { throw Damage() }
        var elements: [Element] = []
        // No more than that, whatever a damaged count says.
        elements.reserveCapacity(min(count, 16))
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    private mutating func optional<Value>(
        _ read: (inout SpoolDecoder) throws -> Value
    ) throws -> Value? {
        switch try byte() {
        case 0: nil
        case 1: try read(&self)
        default: throw Damage()
        }
    }

    private mutating func flag() throws -> Bool {
        let byte = try byte()
        guard byte < 2 else { throw Damage() }
        return byte == 1
    }

    private mutating func number() throws -> Int {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            let byte = try self.byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(value) }
        }
        throw Damage()
    }

    private mutating func signed() throws -> Int64 { Int64(bitPattern: try word()) }

    private mutating func double() throws -> Double {
        let value = Double(bitPattern: try word())
        guard value.isFinite else { throw Damage() }
        return value
    }

    private mutating func text() throws -> String {
        let text = UnsafeRawBufferPointer(rebasing: bytes[try take(number())])
        // Made without the generic detour that `String(validating:as:)` takes.
        guard let text = try? UTF8Span(validating: text.assumingMemoryBound(to: UInt8.self).span)
        else { throw Damage() }
        return String(copying: text)
    }

    private mutating func data() throws -> [UInt8] { Array(bytes[try take(number())]) }

    private mutating func id() throws -> EvidenceID {
        EvidenceID(high: try word(), low: try word())
    }

    private mutating func hash() throws -> ContentHash {
        ContentHash(high: try word(), low: try word())
    }

    private mutating func byte() throws -> UInt8 { bytes[try take(1).lowerBound] }

    private mutating func word() throws -> UInt64 {
        let start = try take(8).lowerBound
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }

    private mutating func take(_ count: Int) throws -> Range<Int> {
        guard count >= 0, count <= bytes.count - offset else { throw Damage() }
        defer { offset += count }
        return offset..<offset + count
    }
}
