extension PageAssets {
    /// What the advisor's pages have beside the others; printed, the advice fits a page.
    package static let adviceStyle = """
        .ask, .interview { max-width: 44rem; }
        .ask label, .note { display: block; margin: 12px 0; color: var(--soft); }
        .ask input, .note input { display: block; width: 100%; margin-top: 4px; }
        .ask button, .interview button { background: var(--link); color: var(--paper); font-weight: 600; }
        .interview fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
        .interview legend { padding: 0; }
        .interview h1 { font-size: 1.4rem; margin: 4px 0 14px; }
        .answer { display: flex; gap: 12px; align-items: baseline; margin: 8px 0; padding: 10px 14px;
          background: var(--card); border: 1px solid var(--line); border-radius: 10px; cursor: pointer; }
        .answer:hover { border-color: var(--link); }
        .answer:has(:checked) { border-color: var(--link); box-shadow: inset 0 0 0 1px var(--link); }
        .answer:has(:focus-visible) { outline: 3px solid var(--second); outline-offset: 2px; }
        .interview p { display: flex; flex-wrap: wrap; gap: 10px 18px; align-items: center; }
        .interview details { margin: 14px 0; } .interview details p { display: block; margin: 6px 0; }
        .problem { font-size: 1.1rem; overflow-wrap: anywhere; }
        .advice { max-width: 60rem; overflow-wrap: anywhere; }
        .advice ul, .advice ol { padding-left: 1.2rem; margin: 6px 0; }
        .advice li { margin: 3px 0; }
        .says { font-size: 1.2rem; margin: 8px 0; }
        .foot { font-size: 0.75rem; font-weight: 400; }
        .differ { background: var(--open); color: var(--open-ink); border-radius: 10px;
          padding: 4px 16px 8px; margin: 10px 0; }
        .differ h2 { margin: 8px 0; }
        .factors { margin: 0; }
        .factors > div { display: grid; grid-template-columns: 15rem 1fr; gap: 4px 16px; padding: 8px 0;
          border-top: 1px solid var(--line); }
        .factors dt { font-weight: 600; }
        .factors svg { vertical-align: -1px; margin-right: 4px; }
        .sure { fill: var(--first); } .maybe { fill: var(--second); opacity: 0.55; }
        .none { fill: var(--line); }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
          gap: 0 28px; }
        .sources { color: var(--soft); font-size: 0.85rem; }
        .sources ul { columns: 2 22rem; column-gap: 2.5rem; } .sources :target { outline: 2px solid var(--second); }
        .links { display: flex; gap: 18px; align-items: center; margin-top: 24px; }
        @media (max-width: 560px) {
          .factors > div { grid-template-columns: 1fr; }
          .says { font-size: 1.1rem; }
        }
        @page { size: A4; margin: 10mm; }
        @media print {
          .links, .foot { display: none; }
          body { font-size: 8.5pt; line-height: 1.25; color: #000; }
          main { padding: 0; max-width: none; } .advice { max-width: none; }
          .advice h1 { font-size: 14pt; margin: 0; } .says { font-size: 11pt; }
          .advice h2 { font-size: 10pt; margin: 8px 0 2px; } .advice h3 { font-size: 9pt; }
          .advice li { margin: 1px 0; }
          .factors > div { padding: 3px 0; grid-template-columns: 12rem 1fr; }
          .columns { display: block; columns: 2; } .columns section { break-inside: avoid; }
          .differ { columns: 2; padding: 2px 8px; margin: 4px 0; } .differ h2 { column-span: all; }
          .differ h3, .differ ul { margin: 1px 0; } .advice p { margin: 3px 0; }
          .factors small { display: none; }
          .sources { font-size: 6.5pt; } .sources ul { columns: 1; padding: 0; }
          .sources li { display: inline; } .sources li::after { content: " · "; }
          .badge, .differ { border: 1px solid #000; }
        }

        """
}
