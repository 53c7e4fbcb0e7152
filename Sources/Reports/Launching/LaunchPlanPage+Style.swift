extension LaunchPlanPage {
    /// Beside the style of all pages, whose colours it uses.
    static let style = """
        .plan { max-width: 1060px; padding-top: 28px; }
        .plan h1 { font-size: clamp(1.7rem, 4.5vw, 2.5rem); line-height: 1.15; margin: 4px 0 14px;
          letter-spacing: -0.01em; text-wrap: balance; }
        .plan h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 10px; text-wrap: balance; }
        .plan section { margin-top: 44px; }
        .eyebrow, .note { color: var(--soft); font-size: 0.92rem; }
        .eyebrow { margin: 0; }
        .note { max-width: 80ch; margin: 6px 0 12px; }
        .lead { max-width: 72ch; margin: 0 0 8px; font-size: 1.05rem; }
        .plan code { font-size: 0.9em; background: color-mix(in srgb, var(--line) 45%, transparent);
          border-radius: 4px; padding: 0 4px; }
        sup { font-size: 0.7em; line-height: 0; margin-left: 2px; font-weight: 400; }
        sup a { text-decoration: none; }
        .tiles { display: grid; gap: 12px; margin: 20px 0 0;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 150px), 1fr)); }
        .tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
          padding: 12px 16px; border-top: 4px solid var(--first); }
        .tiles dt { color: var(--soft); font-size: 0.88rem; }
        .tiles dd { font-size: 1.25rem; font-weight: 700; line-height: 1.3; }
        .pair { display: grid; gap: 24px; align-items: start;
          grid-template-columns: minmax(0, 1.05fr) minmax(0, 1fr); }
        .scatter .range { stroke: var(--soft); stroke-width: 1.5; opacity: 0.55; }
        .plan svg .held { fill: var(--fault); } .scatter circle, .scatter rect { stroke: var(--card);
          stroke-width: 1.5; }
        .scatter .number { fill: var(--card); font-size: 12px; font-weight: 700; }
        .plan .scatter text.number.first, .plan .scatter text.number.second,
        .plan .scatter text.number.held { fill: var(--card); }
        .scatter .name { fill: var(--ink); font-size: 12px; font-weight: 600; paint-order: stroke;
          stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
        figcaption.note { font-weight: 400; margin: 8px 0 0; }
        .steps, .ladder, .ladder ol, .shares { list-style: none; margin: 0; padding: 0; }
        .steps li { border-left: 4px solid var(--second); padding: 0 0 0 14px; margin-bottom: 18px; }
        .steps li.first { border-color: var(--first); }
        .steps li.held { border-color: var(--fault); border-left-style: double; }
        .steps p { margin: 2px 0 0; font-size: 0.95rem; }
        .doubt { color: var(--open-ink); background: var(--open); border-radius: 6px;
          padding: 3px 9px; width: fit-content; }
        .plan .steps .doubt { margin-top: 6px; }
        .place { display: inline-block; min-width: 1.5em; color: var(--soft);
          font-variant-numeric: tabular-nums; }
        .ladder > li { margin-bottom: 14px; }
        .ladder ol { display: grid; gap: 8px; margin-top: 5px;
          grid-template-columns: repeat(4, minmax(0, 1fr)); }
        .ladder ol li { background: var(--card); border: 1px solid var(--line);
          border-left: 5px solid var(--first); border-radius: 8px; padding: 7px 11px;
          font-size: 0.88rem; line-height: 1.35; }
        .ladder b { display: block; } .ladder i { font-style: normal; color: var(--first); }
        .ladder span { color: var(--soft); } .ladder h3 .place { color: var(--soft); }
        .ladder .now { background: var(--settled); border-color: var(--settled-ink); }
        .ladder .now span, .ladder .now b, .ladder .now i { color: var(--settled-ink); }
        .ladder .locked { border-style: dashed; border-left-style: dashed;
          border-left-color: var(--fault); background: transparent; }
        .ladder .locked i { color: var(--fault); }
        div.held { border-left: 4px double var(--fault); padding-left: 16px; max-width: 78ch;
          margin-bottom: 14px; }
        div.held p { margin: 4px 0; }
        .shares { max-width: 640px; margin-bottom: 18px; }
        .shares li { display: grid; grid-template-columns: minmax(110px, 190px) 1fr 52px; gap: 10px;
          align-items: center; padding: 3px 0; }
        .shares span { overflow-wrap: anywhere; }
        .shares span:last-child { text-align: right; font-variant-numeric: tabular-nums; }
        .shares i { background: color-mix(in srgb, var(--line) 55%, transparent); height: 14px;
          border-radius: 7px; overflow: hidden; }
        .shares b { display: block; height: 100%; background: var(--first); }
        .fans { display: grid; gap: 14px; margin-bottom: 14px;
          grid-template-columns: repeat(3, minmax(0, 1fr)); }
        .fan polygon { stroke: none; } .fan polygon.first { fill: var(--first); }
        .fan polygon.second { fill: var(--second); }
        .fan polygon.wide { opacity: 0.18; } .fan polygon.narrow { opacity: 0.3; }
        .fan polyline.reference { stroke: var(--first); stroke-dasharray: 5 4; }
        .plan table { background: var(--card); font-size: 0.92rem; min-width: 100%; }
        .plan thead th { text-align: left; } .plan .words td, .plan .words th { white-space: normal;
          text-align: left; vertical-align: top; }
        .plan .words .number { white-space: nowrap; }
        .plan table:not(.words) td:nth-child(2), .plan table:not(.words) td:nth-child(3) {
          text-align: left; }
        .plan table:not(.words) th:nth-child(n+4) { text-align: right; }
        .turn { margin: 18px 0 6px; font-size: 1.05rem; }
        .answers h3 { margin: 16px 0 6px; scroll-margin-top: 12px; }
        .sources { padding-left: 1.6em; font-size: 0.92rem; } .sources li { margin-bottom: 5px; }
        .sources a { overflow-wrap: anywhere; }
        .sources li:target, .answers h3:target { background: var(--open); }
        @media screen and (max-width: 760px) {
          .plan { padding: 16px 16px 40px; }
          .pair { grid-template-columns: minmax(0, 1fr); }
          .ladder ol, .fans { grid-template-columns: minmax(0, 1fr); }
          .shares li { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 48px; }
        }
        @media print, (min-width: 761px) {
          .ladder .offset-1 { margin-left: 20px; } .ladder .offset-2 { margin-left: 40px; }
          .ladder .offset-3 { margin-left: 60px; } .ladder .offset-4 { margin-left: 80px; }
          .ladder .offset-5 { margin-left: 100px; }
        }
        @media print {
          @page { size: A4; margin: 14mm; }
          :root { --paper: #fff; --card: #fff; --ink: #111; --soft: #444; --line: #ccc;
            --link: #1f4e79; --first: #1f5f99; --second: #b8650a; --fault: #b3261e;
            --settled: #e6f3ea; --settled-ink: #14532d; --open: #fdf0d5; --open-ink: #6b4300; }
          html { font-size: 12.5px; }
          body { font-size: 1rem; }
          .plan { max-width: none; padding: 0; }
          .plan section { margin-top: 20px; }
          .plan table { font-size: 0.86rem; } th, td { padding: 3px 7px; }
          .tiles { grid-template-columns: repeat(4, minmax(0, 1fr)); }
          .plan .note { max-width: none; }
          .plan table td, .plan table th { white-space: normal; }
          h2, h3, .note, thead { break-after: avoid; } h2 { break-inside: avoid; }
          figure, tr, .tiles, .steps li, .ladder > li, div.held { break-inside: avoid; }
          .fans { grid-template-columns: repeat(3, minmax(0, 1fr)); }
          .scroll { overflow: visible; }
          * { print-color-adjust: exact; }
        }

        """
}
