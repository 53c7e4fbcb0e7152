import JSONCodec

/// What a request is about: where its texts and its JSON stand in the body.
///
/// Only what the user says counts as text; instructions, earlier replies and tools do not.
struct Subject {
    /// The texts of the user's messages, in their order.
    var texts: [JSONString] = []
    /// How many of `texts` come before those of the last user message.
    var lastMessageStart = 0
    /// JSON objects that came as such, in their order.
    var objects: [Range<Int>] = []
    /// Whether it also has images, which rules do not see.
    var hasImages = false
}

extension Subject {
    /// Reads Decisions' `input`, or the `messages` of a chat.
    static func messages(
        _ scanner: inout JSONScanner, at member: String
    ) throws -> Subject {
        var subject = Subject()
        switch try scanner.peekKind() {
        case .string: subject.texts = [try scanner.readString()]
        case .array:
            var index = 0
            try scanner.beginArray()
            while try scanner.nextElement() {
                guard try scanner.peekKind() == .object else {
                    throw WireProblem(
                        .invalid, "an item of `\(member)` is no object",
                        at: [.member(member), .element(index)])
                }
                let message = try Message.read(&scanner, at: [.member(member), .element(index)])
                if message.role == "user" { subject.add(message) }
                index += 1
            }
        default:
            throw WireProblem(
                .invalid, "`\(member)` is neither a text nor a list of messages",
                at: [.member(member)])
        }
        return subject
    }

    /// Reads System One's `state`: a text, an object, or a list of texts, objects and messages.
    static func state(_ scanner: inout JSONScanner) throws -> Subject {
        var subject = Subject()
        switch try scanner.peekKind() {
        case .string: subject.texts = [try scanner.readString()]
        case .object: subject.objects = [try scanner.readRawValue()]
        case .array:
            try scanner.beginArray()
            while try scanner.nextElement() {
                switch try scanner.peekKind() {
                case .object:
                    let start = scanner.offset
                    let message = try Message.read(&scanner, at: [.member("state")])
                    if message.role == nil || !message.hasContent {
                        subject.objects.append(start..<scanner.offset)
                    } else if message.role == "user" {
                        subject.add(message)
                    }
                case .string:
                    subject.lastMessageStart = subject.texts.count
                    subject.texts.append(try scanner.readString())
                default: try scanner.skipValue()
                }
            }
        default:
            throw WireProblem(
                .invalid, "`state` is no text, object or list", at: [.member("state")])
        }
        return subject
    }

    private mutating func add(_ message: Message) {
        lastMessageStart = texts.count
        texts += message.texts
        objects += message.objects
        hasImages = hasImages || message.hasImages
    }
}

/// One item of a conversation.
private struct Message {
    var role: String?
    var hasContent = false
    var texts: [JSONString] = []
    var objects: [Range<Int>] = []
    var hasImages = false

    static func read(
        _ scanner: inout JSONScanner, at place: @autoclosure () -> [WireProblem.Place]
    ) throws -> Message {
        var message = Message()
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            if scanner.equals(key, "role"), try scanner.peekKind() == .string {
                message.role = scanner.string(try scanner.readString())
            } else if scanner.equals(key, "content") {
                message.hasContent = true
                try message.readContent(&scanner, at: place() + [.member("content")])
            } else {
                try scanner.skipValue()
            }
        }
        return message
    }

    private mutating func readContent(
        _ scanner: inout JSONScanner, at place: @autoclosure () -> [WireProblem.Place]
    ) throws {
        switch try scanner.peekKind() {
        case .string: texts.append(try scanner.readString())
        case .array:
            try scanner.beginArray()
            while try scanner.nextElement() {
                guard try scanner.peekKind() == .object else {
                    try scanner.skipValue()
                    continue
                }
                try readPart(&scanner)
            }
        case .null: try scanner.readNull()
        default:
            throw WireProblem(.invalid, "`content` is neither a text nor a list", at: place())
        }
    }

    /// Reads a part of a message by what it holds, which tells its type in every dialect.
    private mutating func readPart(_ scanner: inout JSONScanner) throws {
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            let kind = try scanner.peekKind()
            if scanner.equals(key, "text"), kind == .string {
                texts.append(try scanner.readString())
            } else if scanner.equals(key, "data"), kind == .object {
                objects.append(try scanner.readRawValue())
            } else if scanner.equals(key, "data"), kind == .array {
                try scanner.beginArray()
                while try scanner.nextElement() {
                    let isObject = try scanner.peekKind() == .object
                    let range = try scanner.readRawValue()
                    if isObject { objects.append(range) }
                }
            } else {
                if scanner.equals(key, "image_url") { hasImages = true }
                try scanner.skipValue()
            }
        }
    }
}
