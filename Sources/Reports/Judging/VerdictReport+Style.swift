extension VerdictReport {
    /// Beside the styles of all pages and of the launch plan, whose colours and print it shares.
    static let style = """
        header + article { margin-top: 36px; }
        article + article { border-top: 3px solid var(--line); margin-top: 48px; padding-top: 24px; }
        .plan h1 .badge { font-size: inherit; border-radius: 12px; padding: 2px 14px; }
        .plan table .badge { white-space: nowrap; }
        .stop { background: color-mix(in srgb, var(--fault) 14%, var(--card)); margin: 8px 0;
          border-left: 6px solid var(--fault); border-radius: 6px; padding: 8px 14px; max-width: 80ch; }
        article .doubt { margin: 6px 0; max-width: 80ch; }
        .pictures { display: grid; gap: 18px; align-items: start;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr)); }
        .pictures .note { margin: 6px 0 0; }
        .plot .label, .plot .name { fill: var(--ink); font-size: 12px; }
        .plot .name { font-weight: 600; paint-order: stroke; stroke: var(--card); stroke-width: 4px;
          stroke-linejoin: round; }
        .plot .zero { stroke: var(--soft); stroke-width: 1.4; }
        .plot .bar { stroke: var(--second); stroke-width: 2; stroke-dasharray: 7 4; }
        .plot polygon.band { fill: var(--first); opacity: 0.2; }
        .plot polygon.band.second { fill: var(--second); }
        .plot circle.ring { fill: none; stroke: var(--first); stroke-width: 2; }
        .plot .range { stroke: var(--soft); stroke-width: 2; }
        .plot .range.first { stroke: var(--first); stroke-width: 4; }
        .plot .range.second { stroke: var(--second); stroke-width: 4; }
        .plot .heuristic-stays { fill: color-mix(in srgb, var(--first) 62%, var(--card)); }
        .plot .model-earns { fill: color-mix(in srgb, var(--second) 62%, var(--card)); }
        .plot .cascade-earns { fill: color-mix(in srgb, var(--settled-ink) 45%, var(--card)); }
        .plot .not-yet-known { fill: color-mix(in srgb, var(--line) 70%, var(--card)); }
        .plot rect.swatch { stroke: var(--soft); }
        .map path { shape-rendering: crispEdges; }
        .plot rect.frame { fill: none; stroke: var(--ink); stroke-width: 1.6; stroke-dasharray: 4 3; }
        .plot .cross { stroke: var(--ink); stroke-width: 1; } .plot circle.here { fill: var(--ink); }
        .plot line.diagonal { stroke: var(--soft); stroke-width: 1.4; }
        .plot polyline.thin { stroke-width: 1; opacity: 0.6; }
        .plot circle.quiet { fill: var(--soft); }
        .plot polyline.frontier { stroke: var(--first); stroke-dasharray: 5 4; }
        .plan .confusion table { min-width: 0; background: none; }
        .plan .confusion tbody th { text-align: left; }
        .plan table:not(.words) td.right, .plan table:not(.words) td.off { text-align: right; }
        .confusion td.right { background: color-mix(in srgb, var(--first) var(--shade), transparent); }
        .confusion td.off { background: color-mix(in srgb, var(--second) var(--shade), transparent); }
        .overview td:last-child { min-width: 300px; }
        @media screen and (max-width: 640px) {
          .overview th:last-child, .overview td:last-child { display: none; }
        }
        @media screen and (max-width: 560px) {
          .plan .confusion table.wide, .wide tbody, .wide tr { display: block; }
          .wide thead { display: none; }
          .plan .confusion .wide tbody th { display: block; border: 0; padding: 10px 0 2px; }
          .wide th::before { content: "right was "; font-weight: 400; color: var(--soft); }
          .plan .confusion table.wide td { display: flex; justify-content: space-between; }
          .plan .confusion table.wide td.none { display: none; }
          .wide td::before { content: attr(data-said); }
          .plot.map .tick, .plot.reliability .tick, .plot.pareto .tick { font-size: 14px; }
        }
        @media print {
          pre { white-space: pre-wrap; font-size: 0.72rem; } article + article { break-before: page; }
          .pictures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
          .plan .pictures .note { break-after: auto; }
        }

        """
}
