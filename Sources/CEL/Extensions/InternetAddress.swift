/// An address of version 4 or 6 of the internet protocol.
struct InternetAddress: OpaqueContent {
    /// 4 or 16 bytes.
    let bytes: [UInt8]

    var typeName: String { "net.IP" }
    var isVersion4: Bool { bytes.count == 4 }

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads an address without a zone; one of version 4 inside version 6 is of version 4.
    init?(_ text: String) {
        if let bytes = Self.version4(Substring(text)) {
            self.bytes = bytes
            return
        }
        guard let bytes = Self.version6(text) else { return nil }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        // An address of version 4 is not spelled `::ffff:192.0.2.1`, so that it has one spelling.
        if isMapped, text.utf8.contains(UInt8(ascii: ".")) { return nil }
        self.bytes = isMapped ? Array(bytes[12...]) : bytes
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part -> UInt8? in
            guard part.utf8.allSatisfy(\.isDigit), part == "0" || !part.hasPrefix("0") else {
                return nil
            }
            return UInt8(part)
        }
        return bytes.count == 4 ? bytes : nil
    }

    private static func version6(_ text: String) -> [UInt8]? {
        guard let bytes = hexadecimal(text).map({ Array($0.utf8) }) else { return nil }
        let colon = UInt8(ascii: ":")
        let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
        guard let gap else {
            return groups(bytes[...]).flatMap { $0.count == 8 ? joined($0) : nil }
        }
        guard let head = groups(bytes[..<gap]), let tail = groups(bytes[(gap + 2)...]),
            head.count + tail.count < 8
        else { return nil }
        return joined(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    /// Returns the text with an end such as `192.0.2.33` written as two groups.
    private static func hexadecimal(_ text: String) -> String? {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let end = text[text.index(after: colon)...]
        guard end.contains(".") else { return text }
        guard let bytes = version4(end) else { return nil }
        let groups = stride(from: 0, to: 4, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        return text[...colon] + joined(groups[...])
    }

    /// Reads groups of one to four hexadecimal digits between colons.
    private static func groups(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        guard !bytes.isEmpty else { return [] }
        let parts = bytes.split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let groups = parts.compactMap { part -> UInt16? in
            guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit) else { return nil }
            return UInt16(String(decoding: part, as: UTF8.self), radix: 16)
        }
        return groups.count == parts.count ? groups : nil
    }

    private static func joined(_ groups: [UInt16]) -> [UInt8] {
        groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    // MARK: Text

    /// The canonical spelling, of version 6 that of RFC 5952.
    var text: String? { description }

    var description: String {
        guard !isVersion4 else { return bytes.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        guard let zeros = Self.longestZeros(groups) else { return Self.joined(groups[...]) }
        return Self.joined(groups[..<zeros.lowerBound]) + "::"
            + Self.joined(groups[zeros.upperBound...])
    }

    private static func joined(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of two or more zeros.
    private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start >= 2, end - start > best?.count ?? 0 { best = start..<end }
            start = max(end, start + 1)
        }
        return best
    }

    // MARK: Kinds of addresses

    var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    var isLoopback: Bool {
        isVersion4 ? bytes[0] == 127 : bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
    }

    private var isMulticast: Bool { isVersion4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF }

    var isLinkLocalMulticast: Bool {
        isVersion4
            ? bytes[..<3].elementsEqual([224, 0, 0]) : bytes[0] == 0xFF && bytes[1] & 0x0F == 2
    }

    var isLinkLocalUnicast: Bool {
        isVersion4
            ? bytes[..<2].elementsEqual([169, 254])
            : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    }

    var isGlobalUnicast: Bool {
        let isBroadcast = isVersion4 && bytes.allSatisfy { $0 == 255 }
        return !isBroadcast && !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast
    }
}

/// A range of addresses, such as `10.0.0.0/8`.
struct AddressRange: OpaqueContent {
    let address: InternetAddress
    let prefixLength: Int

    var typeName: String { "net.CIDR" }
    var text: String? { "\(address.description)/\(prefixLength)" }

    init(address: InternetAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = InternetAddress(String(parts[0])),
            // An address of version 4 inside version 6 would leave the length ambiguous.
            address.isVersion4 == !parts[0].utf8.contains(UInt8(ascii: ":")),
            !parts[1].isEmpty, parts[1].utf8.allSatisfy(\.isDigit),
            parts[1] == "0" || !parts[1].hasPrefix("0"), let length = Int(parts[1]),
            length <= address.bytes.count * 8
        else { return nil }
        self.init(address: address, prefixLength: length)
    }

    /// Whether no bit behind its prefix is set.
    var isMask: Bool { address == masked.address }

    /// The range with the bits behind its prefix cleared.
    var masked: AddressRange {
        var bytes = address.bytes
        for index in bytes.indices {
            let kept = min(max(prefixLength - index * 8, 0), 8)
            bytes[index] &= UInt8(truncatingIfNeeded: 0xFF00 >> kept)
        }
        return AddressRange(
            address: InternetAddress(bytes: bytes), prefixLength: prefixLength)
    }

    func contains(_ other: InternetAddress) -> Bool {
        guard other.isVersion4 == address.isVersion4 else { return false }
        return masked.address
            == AddressRange(address: other, prefixLength: prefixLength).masked.address
    }

    func contains(_ other: AddressRange) -> Bool {
        prefixLength <= other.prefixLength && contains(other.address)
    }
}
