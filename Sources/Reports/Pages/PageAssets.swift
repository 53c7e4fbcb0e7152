/// What the pages load besides themselves; nothing comes from elsewhere.
package enum PageAssets {
    package static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
        <rect width="32" height="32" rx="7" fill="#1f4e79"/>\
        <path d="M16 6v20M7 12h18M7 12l-3 7h6zM25 12l-3 7h6zM11 26h10" fill="none" \
        stroke="#fff" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg>
        """

    /// Presses the button whose key was hit, unless somebody is typing.
    package static let labelScript = """
        "use strict";
        document.addEventListener("keydown", (event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
          if (event.target instanceof HTMLInputElement) return;
          const key = CSS.escape(event.key.toLowerCase());
          const button = document.querySelector(`button[data-key="${key}"]`);
          if (button) { event.preventDefault(); button.click(); }
        });

        """
}
