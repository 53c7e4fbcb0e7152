extension PageAssets {
    /// Light and dark by the reader's setting; the plots' two hues differ in lightness as well.
    ///
    /// Texts of others run from right to left where they are so written, and turn no neighbour.
    package static let style = """
        :root {
          color-scheme: light dark;
          --paper: #fbfbf9; --card: #fff; --ink: #1c2430; --soft: #5b6675; --line: #d9dee5;
          --link: #1f4e79; --first: #1f5f99; --second: #b8650a; --fault: #b3261e;
          --settled: #dcefe2; --settled-ink: #14532d; --open: #fdf0d5; --open-ink: #6b4300;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #12161c; --card: #1a2029; --ink: #e7ebf0; --soft: #9aa6b5; --line: #323b48;
            --link: #8ec1f0; --first: #6cb0ee; --second: #eea54a; --fault: #ff8a80;
            --settled: #17382a; --settled-ink: #a8e6c1; --open: #43331a; --open-ink: #ffd993;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
        a { color: var(--link); }
        a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible,
        .scroll:focus-visible { outline: 3px solid var(--second); outline-offset: 2px; }
        .skip { position: absolute; left: -999px; }
        .skip:focus { left: 8px; top: 8px; background: var(--card); padding: 8px; }
        .bar { display: flex; gap: 12px; align-items: baseline; padding: 12px 20px;
          border-bottom: 1px solid var(--line); color: var(--soft); }
        .brand { font-weight: 700; text-decoration: none; }
        main { max-width: 1120px; margin: 0 auto; padding: 8px 20px 48px; }
        h1 { font-size: 1.6rem; margin: 16px 0 4px; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 28px 0 8px; }
        h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
        .card h2 { margin: 0; }
        .asked { color: var(--soft); margin: 2px 0 8px; overflow-wrap: anywhere; }
        .warning { color: var(--fault); font-weight: 600; }
        .badge { display: inline-block; padding: 1px 9px; border-radius: 10px; font-weight: 600;
          font-size: 0.92em; overflow-wrap: anywhere; }
        .settled, .ok { background: var(--settled); color: var(--settled-ink); }
        .open, .watch { background: var(--open); color: var(--open-ink); }
        .fires { background: var(--fault); color: var(--card); }
        .cannot-tell { border: 1px solid var(--line); }
        .card + .card:not(li) { margin-top: 14px; }
        .cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 14px;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr));
          align-items: start; }
        .cards + p { margin-top: 20px; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
          padding: 14px 16px; }
        dl { margin: 0; }
        dd { margin: 0; overflow-wrap: anywhere; }
        dd, dt, h1, h2 a, h3, .asked, .badge, button, strong, .bar span { unicode-bidi: plaintext; }
        .figures { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 10px 0; }
        .figures dt { color: var(--soft); font-size: 0.85rem; }
        .figures dd { font-weight: 600; font-variant-numeric: tabular-nums; }
        .sentences { max-width: 75ch; }
        .sentences dt { font-weight: 600; margin-top: 8px; }
        .fields { display: grid; grid-template-columns: fit-content(35%) minmax(0, 1fr);
          gap: 2px 12px; margin: 8px 0; font-size: 0.92rem; }
        .fields dt { color: var(--soft); overflow-wrap: anywhere; }
        .fields dd { white-space: pre-wrap; }
        .fields.large { font-size: 1.05rem; max-width: 75ch; }
        .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; margin: 8px 0; }
        .sides div { border-left: 3px solid var(--first); padding-left: 8px; }
        .sides div + div { border-left-color: var(--second); }
        .sides dt { color: var(--soft); font-size: 0.85rem; }
        .sides dd { font-weight: 600; }
        small { display: block; font-weight: 400; color: var(--soft); }
        .plots { display: grid; gap: 18px;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); }
        figure { margin: 0; background: var(--card); border: 1px solid var(--line);
          border-radius: 10px; padding: 10px 12px; }
        figcaption { font-weight: 600; margin-bottom: 4px; }
        .plot { width: 100%; height: auto; display: block; }
        .plot .grid { stroke: var(--line); }
        .plot .tick { fill: var(--soft); font-size: 12px; }
        .plot rect.first { fill: var(--first); } .plot rect.second { fill: var(--second); }
        .plot polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .plot polyline.first { stroke: var(--first); } .plot polyline.second { stroke: var(--second); }
        .plot polyline.fault { stroke: var(--fault); stroke-dasharray: 5 3; }
        .plot circle.first { fill: var(--first); } .plot circle.second { fill: var(--second); }
        .plot circle.fault { fill: var(--fault); }
        .plot circle { stroke: var(--card); }
        .course { max-width: 560px; } .course + figcaption { font-weight: 400; font-size: 0.85em;
          color: var(--soft); }
        .course .zero { stroke: var(--soft); } .course .bar { stroke: var(--fault); stroke-dasharray: 4 3; }
        .course .name { fill: var(--fault); font-size: 12px; font-weight: 600; }
        .course .band { fill: var(--first); opacity: 0.2; }
        .course .stripe { fill: var(--soft); opacity: 0.22; }
        pre { overflow-x: auto; background: var(--card); border: 1px solid var(--line);
          border-radius: 8px; padding: 10px 12px; font-size: 0.85rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 5px 12px; text-align: right; border-bottom: 1px solid var(--line);
          white-space: nowrap; }
        th:first-child { text-align: left; }
        thead th { color: var(--soft); font-weight: 500; font-size: 0.9rem; }
        .button, button { font: inherit; display: inline-block; padding: 8px 14px; border-radius: 8px;
          border: 1px solid var(--link); background: var(--card); color: var(--link);
          text-decoration: none; cursor: pointer; }
        .labels fieldset { border: 0; padding: 0; margin: 14px 0; display: flex; flex-wrap: wrap;
          gap: 10px; }
        .labels fieldset button { min-width: 150px; text-align: left; font-weight: 600; }
        .labels legend { color: var(--soft); padding: 0; margin-bottom: 8px; }
        .labels p { display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: center; }
        .labels label { display: inline-flex; gap: 8px; align-items: center; }
        kbd { font: 0.85em ui-monospace, monospace; border: 1px solid var(--line); border-radius: 4px;
          padding: 0 5px; color: var(--soft); }
        .quiet { border-color: var(--line); color: var(--soft); }
        input { font: inherit; padding: 6px 8px; border: 1px solid var(--line); border-radius: 6px;
          background: var(--card); color: var(--ink); }
        @media print { header.bar, .button, .skip { display: none; } body { background: #fff; }
          figure, .card, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
          .plots { grid-template-columns: 1fr 1fr; } }

        """
}
