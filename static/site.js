// What pages gain with JavaScript: a remembered theme, copying, and the reading list (보관함) kept in this browser.
// Runs in <head>, so that a chosen theme is there before the first paint; all else waits for the page.
(() => {
  "use strict";
  const root = document.documentElement;
  const words = {
    ko: { dark: "어둡게 보기", light: "밝게 보기", copy: "복사", copied: "복사했습니다", link: "링크 복사", cite: "인용문 복사", save: "보관함에 담기", unsave: "보관함에서 빼기" },
    en: { dark: "Dark theme", light: "Light theme", copy: "Copy", copied: "Copied", link: "Copy link", cite: "Copy citation", save: "Add to reading list", unsave: "Remove from reading list" },
  }[root.lang] || {};

  // Storage may be refused (private windows, pages opened from disk): the page then works without memory.
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* not remembered */ } };

  const chosen = recall("theme");
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light")) === "dark";

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  function addThemeButton() {
    const button = element("button", { id: "theme", type: "button" });
    const show = () => { button.textContent = isDark() ? words.light : words.dark; };
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember("theme", root.dataset.theme);
      show();
    });
    show();
    document.querySelector(".foot ul").append(element("li", {}, button));
  }

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without permission, or from disk: the old way, through a selection.
      const area = element("textarea", { value: text, className: "hidden" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = before; }, 1600);
  }

  // The reading list: [{id, href, title, outlet, date, cite, bibtex}], newest first.
  const readList = () => { try { return JSON.parse(recall("saved")) || []; } catch { return []; } };
  const keepList = (list) => remember("saved", JSON.stringify(list));

  function addArticleButtons(article) {
    const quotes = [...article.querySelectorAll(".quote")].map((quote) => quote.textContent);
    const canonical = document.querySelector("link[rel=canonical]");
    const place = article.querySelector(".actions");
    const button = (label, act) => {
      const made = element("button", { type: "button", textContent: label });
      made.addEventListener("click", () => act(made));
      place.append(made);
      return made;
    };
    const id = article.dataset.id;
    const isSaved = () => readList().some((entry) => entry.id === id);
    const label = () => (isSaved() ? words.unsave : words.save);
    const record = () => ({
      id,
      href: canonical ? canonical.href : location.href.split("#")[0],
      title: article.querySelector("h1").textContent,
      meta: article.querySelector(".byline").textContent.replace(/\s+/g, " ").trim(),
      cite: quotes[0],
      bibtex: quotes[1],
    });
    const save = button(label(), () => {
      keepList(isSaved() ? readList().filter((entry) => entry.id !== id) : [record(), ...readList()]);
      save.textContent = label();
    });
    button(words.link, (made) => copy(canonical ? canonical.href : location.href, made));
    button(words.cite, (made) => copy(quotes[0], made));
    for (const pre of article.querySelectorAll("pre.quote")) {
      const made = element("button", { type: "button", textContent: words.copy });
      made.addEventListener("click", () => copy(pre.textContent, made));
      pre.after(made);
    }
  }

  function download(name, text) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  function showList(page) {
    const say = page.dataset;
    const list = readList();
    const shown = element("div", { id: "saved-list" });
    if (!list.length) shown.append(element("p", { textContent: say.none }));
    const rows = element("ul", { className: "cards" });
    for (const entry of list) {
      const remove = element("button", { type: "button", textContent: say.remove });
      remove.setAttribute("aria-label", `${say.remove}: ${entry.title}`);
      remove.addEventListener("click", () => {
        keepList(readList().filter((other) => other.id !== entry.id));
        showList(page);
      });
      const link = element("a", { textContent: entry.title });
      if (/^(https?|file):/.test(entry.href)) link.href = entry.href;
      const row = element("li", { className: "card" }, element("h2", {}, link), element("p", { className: "meta", textContent: entry.meta }), remove);
      rows.append(row);
    }
    shown.append(rows);
    if (list.length) {
      const out = element("p", { className: "actions" });
      for (const [label, name, key] of [[say.text, "saved.txt", "cite"], [say.bibtex, "saved.bib", "bibtex"]]) {
        const button = element("button", { type: "button", textContent: label });
        button.addEventListener("click", () => download(name, list.map((entry) => entry[key]).join("\n\n") + "\n"));
        out.append(button);
      }
      shown.append(out);
    }
    const old = document.getElementById("saved-list");
    old ? old.replaceWith(shown) : page.append(shown);
  }

  document.addEventListener("DOMContentLoaded", () => {
    addThemeButton();
    const article = document.querySelector("article[data-id]");
    if (article) addArticleButtons(article);
    const saved = document.getElementById("saved");
    if (saved) showList(saved);
  });
})();
