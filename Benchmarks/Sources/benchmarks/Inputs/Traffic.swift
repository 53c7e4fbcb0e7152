import Foundation

/// Made-up orders as recorded cases: lines of JSON of about 300 bytes.
struct Traffic {
    private var generator = Generator(seed: 20_260_105)
    private var number = 0
    private let hasOutcomes: Bool

    init(withOutcomes hasOutcomes: Bool = false) {
        self.hasOutcomes = hasOutcomes
    }

    private static let countries = ["US", "CA", "GB", "DE", "FR", "IT", "ES", "NL", "SE", "PL"]
    private static let names = ["maria.lopez", "jo.meyer", "a.smith", "chen.wei", "n.okafor"]
    private static let notes = [
        "please leave it with the neighbour at number 14, the bell is broken",
        "this is a present: no invoice in the box, and wrap it if you can",
        "deliver after six, or ring twice and wait; the dog is friendly",
    ]

    /// The next order, without an end of line.
    mutating func next() -> String {
        number += 1
        let country = generator.element(of: Self.countries)
        let isAbroad = generator.number(below: 20) == 0
        let cents = 1_000 + generator.number(below: 95_000)
        let outcome = generator.number(below: 10) == 0 ? "review" : "ship"
        let fields = [
            "\"id\":\"order-\(10_000_000 + number)\"",
            "\"time\":\"\(time)\"",
            "\"amount\":\(cents / 100).\(10 + cents % 90)",
            "\"country\":\"\(country)\"",
            "\"card_country\":\"\(isAbroad ? "BR" : country)\"",
            "\"email\":\"\(generator.element(of: Self.names))@shop.example\"",
            "\"channel\":\"\(generator.element(of: ["web", "app", "phone"]))\"",
            "\"tier\":\"\(generator.element(of: ["gold", "silver", "basic"]))\"",
            "\"items\":\(1 + generator.number(below: 12))",
            "\"account_days\":\(generator.number(below: 2_000))",
            "\"returns\":\(generator.number(below: 9))",
            "\"coupon\":\(generator.number(below: 3) == 0)",
            "\"note\":\"\(generator.element(of: Self.notes))\"",
        ]
        let all = hasOutcomes ? fields + ["\"outcome\":\"\(outcome)\""] : fields
        return "{\(all.joined(separator: ","))}"
    }

    /// A second later than the last.
    private var time: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (days, second) = number.quotientAndRemainder(dividingBy: 86_400)
        let clock = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        return "2026-\(two(1 + days / 28))-\(two(1 + days % 28))T\(clock)Z"
    }
}

extension Traffic {
    /// Writes `cases` lines to a file, in constant memory.
    static func write(_ cases: Int, withOutcomes hasOutcomes: Bool = false, to path: String) throws
    {
        let url = URL(filePath: path)
        try Data().write(to: url)
        let file = try FileHandle(forWritingTo: url)
        var traffic = Traffic(withOutcomes: hasOutcomes)
        var block: [UInt8] = []
        for index in 1...cases {
            block.append(contentsOf: traffic.next().utf8)
            block.append(UInt8(ascii: "\n"))
            if block.count > 1 << 20 || index == cases {
                try file.write(contentsOf: block)
                block.removeAll(keepingCapacity: true)
            }
        }
        try file.close()
    }
}
