/// Functions that other languages have, Kubernetes and FEEL among them, and what to write here.
enum ForeignNames {
    /// Returns the hint for a function that does not exist; libraries' functions have their prefix.
    static func hint(_ name: String) -> String? {
        if kubernetes.contains(name) {
            return "it is Kubernetes' own and no part of CEL; read the value from a field"
        }
        return replacements[name].map { "write `\($0)`" }
    }

    private static let kubernetes: Set<String> = [
        "quantity", "isQuantity", "url", "isURL", "semver", "isSemver", "dns1123Label",
        "dns1123Subdomain",
    ]

    private static let replacements = [
        "sets.contains": "b.all(x, x in a)", "sets.intersects": "a.exists(x, x in b)",
        "sets.equivalent": "a.all(x, x in b) && b.all(x, x in a)",
        "max": "math.greatest(…)", "min": "math.least(…)", "find": "matches(…)",
        "findAll": "matches(…)", "abs": "math.abs(…)", "round": "math.round(…)",
        "floor": "math.floor(…)", "ceil": "math.ceil(…)", "ceiling": "math.ceil(…)",
        "len": "size(…)", "length": "size(…)", "count": "size(…)",
        "lower": "lowerAscii()", "toLower": "lowerAscii()", "toLowerCase": "lowerAscii()",
        "upper": "upperAscii()", "toUpper": "upperAscii()", "toUpperCase": "upperAscii()",
        "includes": "contains(…)", "regex": "matches(…)", "any": "list.exists(x, …)",
        "some": "list.exists(x, …)", "every": "list.all(x, …)", "date": "timestamp(…)",
    ]
}
