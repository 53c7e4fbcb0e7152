import Diagnostics

extension PriceTable {
    /// The prices that come with the program: few, each with its source.
    ///
    /// A feature's own file is the place for others; a missing one is only unknown.
    package static let builtIn = PriceTable(
        rows: PriceFile.read(SourceText(name: "<built-in prices>", text: builtInText)).rows)

    package static let builtInText = """
        prices:
          # Public beta since that day; output, cache reads and cache writes are free.
          - model: gpt-6-luna
            from: 2026-10-06
            source: OpenAI's Decisions reference as quoted by third parties, read on 2026-11-22
            input_per_million: 0.10
            cached_input_per_million: 0
            output_per_million: 0
        """
}
