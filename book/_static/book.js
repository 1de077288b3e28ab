/* What makes the book handier where scripts run; everything can be read without it. Classic script: works from file://. */
(function () {
  "use strict";
  var root = document.documentElement;
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function make(tag, text) { var node = document.createElement(tag); if (text) node.textContent = text; return node; }

  /* light, dark, as the system has it */
  var system = matchMedia("(prefers-color-scheme: dark)");
  function show(mode) {
    root.dataset.mode = mode;
    root.dataset.theme = mode !== "auto" ? mode : system.matches ? "dark" : "light";
    try { localStorage.setItem("mode", mode); } catch (e) { /* local files may have no storage: the choice lasts for the page */ }
  }
  system.addEventListener("change", function () { if (root.dataset.mode === "auto") show("auto"); });
  all(".mode-switch").forEach(function (button) {
    button.addEventListener("click", function () {
      show({ auto: system.matches ? "light" : "dark", light: system.matches ? "dark" : "auto", dark: system.matches ? "auto" : "light" }[root.dataset.mode]);
    });
  });

  /* on a phone the two lists of contents open as dialogs */
  [["primary", ".primary-toggle"], ["secondary", ".secondary-toggle"]].forEach(function (pair) {
    var home = document.getElementById("pst-" + pair[0] + "-sidebar");
    var dialog = document.getElementById("pst-" + pair[0] + "-sidebar-modal");
    var button = document.querySelector(pair[1]);
    if (!home || !dialog || !button) return;
    dialog.className = home.className;
    function move(from, to) { while (from.firstChild) to.appendChild(from.firstChild); }
    button.addEventListener("click", function () { move(home, dialog); dialog.showModal(); });
    dialog.addEventListener("close", function () { move(dialog, home); button.focus(); });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog || (event.target.closest("a") && event.target.closest("a").hash)) dialog.close();
    });
  });

  /* Ctrl+K goes to the search field */
  document.addEventListener("keydown", function (event) {
    var field = document.querySelector(".search-page input") || document.querySelector(".book-search input");
    if ((event.ctrlKey || event.metaKey) && event.key === "k" && field && field.offsetParent) { event.preventDefault(); field.focus(); }
  });

  /* the list of contents shows where one is */
  var current = document.querySelector(".book-nav li.current > a.current");
  all(".book-nav li.current > a.current").forEach(function (link) { current = link; });
  if (current) {
    current.setAttribute("aria-current", "page");
    var side = document.querySelector(".bd-sidebar-primary");
    if (side && current.offsetTop > side.clientHeight * .7) side.scrollTop = current.offsetTop - side.clientHeight / 3;
  }
  var entries = all(".page-toc a").filter(function (a) { return a.hash.length > 1 && document.getElementById(decodeURIComponent(a.hash.slice(1))); });
  if (entries.length && "IntersectionObserver" in window) {
    var heads = entries.map(function (a) { return document.getElementById(decodeURIComponent(a.hash.slice(1))); });
    var mark = function () {
      var last = 0;
      heads.forEach(function (head, i) { if (head.getBoundingClientRect().top < 120) last = i; });
      entries.forEach(function (a, i) { a.classList.toggle("active", i === last); });
    };
    new IntersectionObserver(mark, { rootMargin: "-100px 0px -60% 0px" }).observe(heads[0]);
    var waiting = false;
    addEventListener("scroll", function () {
      if (!waiting) { waiting = true; requestAnimationFrame(function () { waiting = false; mark(); }); }
    }, { passive: true });
  }

  /* what scrolls sideways can be scrolled by keyboard, and is a stop only then */
  function stops() {
    all("pre, .scroll, .pst-scrollable-table-container, .cell_output, .output").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0; else box.removeAttribute("tabindex");
    });
  }
  addEventListener("resize", stops); addEventListener("toggle", stops, true); stops();

  /* an anchor inside something closed opens it */
  function open() {
    var goal = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = goal; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  }
  addEventListener("hashchange", open); open();
  addEventListener("beforeprint", function () { all("details").forEach(function (d) { d.open = true; }); });

  /* copy a citation: of the page, or of the number, event or statement that the address points at */
  function plain(node) { return node.textContent.replace(/\s+/g, " ").trim(); }
  function copier(button, from, text) {
    button.addEventListener("click", function () {
      var was = button.textContent, words = text || plain(from);
      function done() { button.textContent = "Copied"; setTimeout(function () { button.textContent = was; }, 1500); }
      function select() {
        /* where the clipboard is closed to scripts (some browsers, local files), the text is shown and marked for the reader to copy */
        if (text) from.textContent = text;
        var range = document.createRange(); range.selectNodeContents(from);
        var chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
        try { if (document.execCommand("copy")) done(); } catch (e) { /* it stays marked */ }
      }
      if (navigator.clipboard) navigator.clipboard.writeText(words).then(done, select); else select();
    });
  }
  all(".copy").forEach(function (button) { copier(button, document.getElementById(button.dataset.copy)); });
  function offer() {
    all(".cite-one").forEach(function (old) { old.remove(); });
    var goal = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var home = goal && (goal.matches("tr.entry") ? goal.querySelector("th") : goal.matches("section.card") ? goal.querySelector(".entry") : goal.matches(".statement") ? goal : null);
    if (!home) return;
    var what = goal.matches("section.card") ? goal.querySelector("h2, h3, h4") : goal.matches("tr.entry") ? goal.cells[0] : goal;
    var name = plain(what).replace(/#$/, ""), body = document.body.dataset;
    var box = make("span"), button = make("button", "Cite this"), shown = make("span");
    box.className = "cite-one"; button.className = "copy"; button.type = "button";
    box.appendChild(button); box.appendChild(shown); home.appendChild(box);
    copier(button, shown, "“" + name + "”, in: " + body.cite + " " + (body.base ? body.base + "/" : "") + body.page + location.hash);
  }
  addEventListener("hashchange", offer); offer();

  /* a fact that no page prints stands on a page of its own: an address from before a sentence came or went still leads to it */
  var pages = { "evidence/facts.html": "unprinted.html", "evidence/unprinted.html": "facts.html" };
  function elsewhere() {
    var other = pages[document.body.dataset.page], id = decodeURIComponent(location.hash.slice(1));
    if (!other || id.indexOf("fact-") !== 0 || document.getElementById(id) || !document.querySelector('a[href^="' + other + '"]')) return;
    if (new URLSearchParams(location.search).has("moved")) return; /* neither page has it */
    location.replace(other + "?moved" + location.hash);
  }
  addEventListener("hashchange", elsewhere); elsewhere();

  /* under each search result, how its page or section begins */
  var begins = document.getElementById("excerpts"), results = document.getElementById("search-results");
  if (begins && results && "MutationObserver" in window) {
    var words = JSON.parse(begins.textContent);
    new MutationObserver(function () {
      all("li:not([data-told])", results).forEach(function (item) {
        var link = item.querySelector("a"), at = link && link.getAttribute("href").replace(/\?[^#]*/, "");
        if (!link) return;
        item.dataset.told = "";
        if (!words[at]) return;
        var shown = make("p", words[at]); shown.className = "context"; item.appendChild(shown);
      });
    }).observe(results, { childList: true, subtree: true });
  }

  /* put neighbours into the opposite order */
  function turn(nodes) {
    if (!nodes.length) return;
    var after = nodes[nodes.length - 1].nextSibling, parent = nodes[0].parentNode;
    nodes.reverse().forEach(function (node) { parent.insertBefore(node, after); });
  }

  /* filters on evidence pages */
  all(".filters").forEach(function (box) {
    var facets = JSON.parse(box.dataset.filters), items = all(".entry"), chosen = {}, count = make("output");
    count.setAttribute("role", "status");
    function apply() {
      var shown = 0;
      items.forEach(function (item) {
        var fits = Object.keys(chosen).every(function (name) {
          return !chosen[name] || (item.dataset[name] || "").split(" ").indexOf(chosen[name]) >= 0;
        });
        (item.closest("section.card") || item).hidden = !fits;
        if (fits) shown += 1;
      });
      all("section.group").forEach(function (group) {
        group.hidden = !all(".entry", group).some(function (e) { return !(e.closest("section.card") || e).hidden; });
      });
      count.textContent = shown === items.length ? items.length + " in all" : shown + " of " + items.length;
    }
    Object.keys(facets).forEach(function (name) {
      var held = {};
      items.forEach(function (item) { (item.dataset[name] || "").split(" ").forEach(function (v) { held[v] = true; }); });
      var values = Object.keys(facets[name].values).filter(function (v) { return held[v]; });
      if (values.length < 2) return;
      var label = make("label", facets[name].label), select = make("select");
      select.appendChild(new Option("all", ""));
      values.forEach(function (v) { select.appendChild(new Option(facets[name].values[v], v)); });
      select.addEventListener("change", function () { chosen[name] = select.value; apply(); });
      label.appendChild(select); box.appendChild(label);
    });
    if (box.dataset.order) {
      var order = make("select"), named = make("label", "Order"), latest = "";
      order.appendChild(new Option("oldest first", "")); order.appendChild(new Option("latest first", "down"));
      order.addEventListener("change", function () {
        if (order.value === latest) return;
        latest = order.value;
        all("section.group").forEach(function (group) { turn(all("section.card", group)); });
        turn(all("section.group"));
      });
      named.appendChild(order); box.appendChild(named);
    }
    if (!box.children.length) return;
    box.appendChild(count); apply();
  });

  /* tables that sort by a click on a heading */
  all("table.sortable").forEach(function (table) {
    all("thead th", table).forEach(function (head, column) {
      var button = make("button", head.textContent);
      button.type = "button"; head.textContent = ""; head.appendChild(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending", body = table.tBodies[0];
        all("thead th", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        Array.prototype.slice.call(body.rows).map(function (row, i) { return [row, row.cells[column].textContent.trim(), i]; })
          .sort(function (a, b) { return (up ? 1 : -1) * a[1].localeCompare(b[1], "en", { numeric: true }) || a[2] - b[2]; })
          .forEach(function (entry) { body.appendChild(entry[0]); });
      });
    });
  });
})();
