// Suggestions below the search field while a reader types: a combobox for keyboard, mouse and screen reader.
const DELAY = 120; // ms without a key

// `suggest(typed)` gives [{ kind, name, query }], `choose(query)` searches, `words` names the kinds.
export function attach(input, list, words, choose, suggest) {
  if (list.isAttached) return;
  list.isAttached = true;
  let active = -1, typing, choices = [];

  function activate(place) {
    active = place;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[place].id);
  }

  function show(found) {
    clearTimeout(typing);
    choices = found;
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    activate(-1);
  }

  function option({ kind, name, query }, i) {
    const made = Object.assign(document.createElement("li"), { id: `s${i}`, role: "option" });
    const hint = Object.assign(document.createElement("span"), { className: "n", textContent: words[kind] });
    made.append(name, hint);
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => choose(query));
    return made;
  }

  async function offer() {
    const typed = input.value, found = typed.trim() ? await suggest(typed) : [];
    if (typed === input.value && document.activeElement === input) show(found);
  }

  function onKey(event) {
    const size = choices.length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || !size) return;
    const chosen = event.key === "Enter" && choices[active];
    if (step || chosen) event.preventDefault();
    if (step) activate(((active + 1 + step + size + 1) % (size + 1)) - 1);
    else if (chosen) choose(chosen.query);
    else if (event.key === "Escape") show([]);
  }

  const close = () => show([]);
  const wait = () => {
    clearTimeout(typing);
    typing = setTimeout(() => offer().catch(close), DELAY);
  };
  input.addEventListener("input", wait);
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", close);
  input.addEventListener("answered", close);
  if (input.value) wait();
}
