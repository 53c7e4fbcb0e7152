/// Random expressions over a few variables: mostly well typed, with values at the edges.
struct ExpressionGenerator {
    /// The same numbers in every run (SplitMix64).
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// `$` and a letter stand for an expression: `b`ool, `i`nt, `u`int, `d`ouble, `s`tring, `l`ist of
    /// ints, `m`ap of ints by strings; `$=` is a comparison, `$+` an operation.
    private static let templates: [Character: [String]] = [
        "b": [
            "($b && $b)", "($b || $b)", "!$b", "($i $= $i)", "(dyn($i) $= $d)",
            "(dyn($u) $= $i)",
            "($d $= $d)", "($s $= $s)", "$s.startsWith($s)", "$s.endsWith($s)", "$s.contains($s)",
            "($i in $l)", "($s in $m)", "has(m.a)", "has(m.z)", "$l.all(x, x $= $i)",
            "$l.exists(x, x $= $i)", "$l.exists_one(x, x $= $i)", "($l == $l)", "($m == $m)",
            "(type($i) == type($d))", "($b ? $b : $b)", "(b && $i > j && s == $s)",
        ],
        "i": [
            "($i $+ $i)", "($i % $i)", "size($s)", "size($l)", "size($m)", "int($d)", "int($s)",
            "int($u)", "-($i)", "$l[$i]", "m[$s]", "m.a", "m.z", "($b ? $i : $i)",
        ],
        "u": ["($u $+ $u)", "($u % $u)", "uint($i)", "uint($d)", "uint($s)"],
        "d": ["($d $+ $d)", "double($i)", "double($s)", "double($u)", "-($d)", "($b ? $d : $d)"],
        "s": [
            "($s + $s)", "string($i)", "string($u)", "string($b)", "string($d)", "($b ? $s : $s)",
        ],
        "l": [
            "[$i, $i]", "($l + $l)", "$l.filter(x, x $= $i)", "$l.map(x, x $+ $i)",
            "$l.map(x, x > $i, x / $i)", "($b ? $l : $l)",
        ],
        "m": ["{$s: $i, 'z': $i}", "($b ? $m : $m)"],
    ]

    private static let leaves: [Character: [String]] = [
        "b": ["b", "true", "false"],
        "i": [
            "i", "j", "0", "1", "-1", "2", "7", "9223372036854775807", "-9223372036854775808",
        ],
        "u": ["0u", "1u", "5u", "18446744073709551615u"],
        "d": ["d", "0.0", "-0.0", "1.5", "-2.25", "1e300", "9223372036854775807.0"],
        "s": [
            "s", "t", "''", "'a'", "'é'", "'e\\u0301'", "'\\r\\n'", "'🙂b'", "'12'", "'-7'", "'1.5'",
            "'9223372036854775808'", "'\\x00'", "'NaN'", "'true'",
        ],
        "l": ["l", "[]", "[1]", "[3, 1, 2]"],
        "m": ["m", "{}", "{'a': 1}", "{'a': 1, 'é': 2}"],
        "=": ["==", "!=", "<", "<=", ">", ">="],
        "+": ["+", "-", "*", "/"],
    ]

    mutating func expression() -> String { expression(element(of: Array("bbbiudslm")), depth: 4) }

    /// An expression of a kind, now and then of another one.
    private mutating func expression(_ kind: Character, depth: Int) -> String {
        let kind = number(below: 60) == 0 && kind.isLetter ? element(of: Array("biudslm")) : kind
        guard depth > 0, number(below: 5) > 0, let templates = Self.templates[kind] else {
            return element(of: Self.leaves[kind] ?? [])
        }
        var text = ""
        var isPlace = false
        for character in element(of: templates) {
            if isPlace {
                text += expression(character, depth: depth - 1)
            } else if character != "$" {
                text.append(character)
            }
            isPlace = character == "$"
        }
        return text
    }

    mutating func element<Element>(of list: [Element]) -> Element {
        list[number(below: list.count)]
    }

    private mutating func number(below limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((word ^ (word >> 31)) % UInt64(limit))
    }
}
