import Decisions
import Diagnostics
import Models
import Testing

struct PriceTableTests {
    private static let yaml = """
        prices:
          - { model: big, from: 2026-01-01, source: a page, input_per_million: 2, output_per_million: 8 }
          - { model: big, from: 2026-06-01, source: a page, input_per_million: 1, output_per_million: 4 }
          - { model: big*, from: 2025-01-01, source: a page, input_per_million: 5, output_per_million: 0 }
          - { model: big-mini*, from: 2025-01-01, source: a page, input_per_million: 0.1, output_per_million: 0 }
          - { model: local, from: 2025-01-01, source: own account, per_call: 0.001 }
        """

    private static func read(_ yaml: String) -> (rows: [PriceTable.Row], diagnostics: [Diagnostic])
    {
        PriceFile.read(SourceText(name: "prices.yaml", text: yaml))
    }

    private static let table = PriceTable(rows: read(yaml).rows)

    @Test(
        arguments: [
            ("big", "2026-03-01", 2), ("big", "2026-06-01", 1), ("big", "2025-03-01", 5),
            ("big-2026-05", "2026-03-01", 5), ("big-mini-3", "2026-03-01", 0.1),
        ] as [(String, String, Double)])
    func `the nearest name and the latest date count`(
        model: String, day: String, input: Double
    ) throws {
        let date = try #require(Timestamp(day))
        let price = Self.table.price(replied: model, requested: "none", at: date)
        #expect(price?.inputPerMillion == input)
    }

    @Test func `the name in the reply goes before the requested one`() throws {
        let date = try #require(Timestamp("2026-07-01"))
        #expect(
            Self.table.price(replied: "local", requested: "big", at: date)?.perCall == 0.001)
        #expect(
            Self.table.price(replied: "local-7", requested: "local", at: date)?.perCall == 0.001)
        #expect(Self.table.price(replied: nil, requested: "local", at: date)?.perCall == 0.001)
    }

    @Test(arguments: [("other", "2026-07-01"), ("local", "2024-12-31")])
    func `an unknown price is nothing, not zero`(model: String, day: String) throws {
        let date = try #require(Timestamp(day))
        #expect(Self.table.price(replied: model, requested: model, at: date) == nil)
    }

    @Test func `the feature's file goes before the table, the path's own price before both`() throws
    {
        let date = try #require(Timestamp("2026-07-01"))
        let own = PriceDefinition(perCall: 9)
        let rows = [
            PriceTable.Row(
                model: "big", from: Timestamp(microseconds: 0), source: "contract",
                price: PriceDefinition(inputPerMillion: 0.5))
        ]
        let table = Self.table.overridden(by: rows)
        func price(_ table: PriceTable) -> PriceDefinition? {
            table.price(replied: "big", requested: "big", at: date)
        }
        #expect(price(table)?.inputPerMillion == 0.5)
        #expect(price(table.overridden(by: own)) == own)
        #expect(price(table.overridden(by: nil as PriceDefinition?))?.inputPerMillion == 0.5)
        #expect(
            Set([Self.table.hash, table.hash, table.overridden(by: own).hash, PriceTable().hash])
                .count == 4)
    }

    @Test func `the built-in table is sound and dated`() throws {
        let source = SourceText(name: "built-in", text: PriceTable.builtInText)
        #expect(PriceFile.read(source).diagnostics.isEmpty)
        let date = try #require(Timestamp("2026-11-22"))
        let luna = PriceTable.builtIn.price(
            replied: "gpt-6-luna-2026-10-06", requested: "gpt-6-luna", at: date)
        #expect(luna?.price(of: TokenUsage(input: 300, output: 20)) == Money(nanoUSD: 30_000))
        let before = try #require(Timestamp("2026-10-05"))
        #expect(
            PriceTable.builtIn.price(replied: nil, requested: "gpt-6-luna", at: before) == nil)
    }

    @Test(arguments: [
        (
            "prices:\n  - { model: a, from: 2026-01-01, source: x }",
            "prices.yaml:2:5: `a` has no price; leave the row out where a price is unknown; 0 means free"
        ),
        (
            "prices:\n  - { model: a, from: 2026-01-01, source: x, cached_input_per_million: 1, input_per_million: 1 }",
            "prices.yaml:2:5: a price has no `output_per_million`; a price of tokens needs both ways; write `output_per_million: 0` where it is free"
        ),
        (
            "prices:\n  - { model: a, from: soon, source: x, per_call: 1 }",
            "prices.yaml:2:23: `from` is `soon`; write a date such as `2026-10-06`"
        ),
        (
            "prices:\n  - { model: a, from: 2026-01-01, per_call: 1 }",
            "prices.yaml:2:5: a price has no `source`"
        ),
        (
            "prices:\n  - { model: a, from: 2026-01-01, source: x, per_cal: 1 }",
            "prices.yaml:2:46: unknown key `per_cal` in a price; did you mean `per_call`?"
        ),
        (
            """
            prices:
              - { model: a, from: 2026-01-01, source: x, per_call: 1 }
              - { model: a, from: 2026-01-01, source: x, per_call: 2 }
            """,
            "prices.yaml:3:5: `a` has two prices from the same date"
        ),
        (
            "prices:\n  - { model: a, from: 2026-01-01, source: x, per_call: -1 }",
            "prices.yaml:2:56: `per_call` is `-1.0`; expected 0.0 to 1000000.0"
        ),
    ])
    func `what is wrong is said with its place`(yaml: String, expected: String) {
        let (rows, diagnostics) = Self.read(yaml)
        #expect(rows.isEmpty)
        #expect(diagnostics.first?.summary == expected)
    }
}
