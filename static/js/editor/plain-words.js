// Help with writing in the page editor: the text is looked at on our own machine, some time after
// the last key, and what could be plainer stands in a panel that may be closed and stays so.
const PATIENCE = 900
const script = document.querySelector("script[data-address][src*='plain-words']")
const words = JSON.parse(script?.dataset.words ?? "{}")

function made(tag, text, name) {
  const element = document.createElement(tag)
  if (text) element.textContent = text
  if (name) element.className = name
  return element
}

function written(form) {
  const fields = form.querySelectorAll("textarea, input[type=text], [contenteditable=true]")
  const shown = [...fields].filter((field) => field.offsetParent && field.name !== "slug")
  return shown.map((field) => field.value ?? field.innerText).filter(Boolean).join("\n")
}

function draw(panel, advice) {
  const found = advice.findings.map(({ kind, words: what, tip }) => {
    const item = made("li", "", `on-advice__${kind}`)
    item.append(made("q", what.length > 90 ? `${what.slice(0, 90)}…` : what), made("p", tip))
    return item
  })
  const list = made("ul")
  list.append(...found)
  const facts = made("dl")
  for (const kind of ["what", "when", "where", "bring", "cost"]) {
    const said = advice.facts[kind]
    facts.append(made("dt", words[kind]), made("dd", said ? said.join(", ") : words.missing))
  }
  const level = made("p", advice.level ? `${words.level}: ${advice.level}` : "")
  panel.replaceChildren(level, found.length ? list : made("p", words.fine), facts)
}

function start(form) {
  const box = made("details", "", "on-advice")
  const summary = made("summary", words.title)
  const panel = made("div")
  panel.setAttribute("aria-live", "polite")
  box.append(summary, panel)
  box.open = localStorage.getItem("on-advice") !== "closed"
  box.addEventListener("toggle", () => localStorage.setItem("on-advice", box.open ? "open" : "closed"))
  document.body.append(box)
  let waits = 0, asked = ""
  const look = async () => {
    const text = written(form)
    if (text === asked || !box.open) return
    asked = text
    const body = new URLSearchParams({ text })
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value
    const answer = await fetch(script.dataset.address, { method: "POST", body, headers: { "X-CSRFToken": token } })
    if (!answer.ok) return
    const advice = await answer.json()
    draw(panel, advice)
    summary.textContent = advice.findings.length ? `${words.title} (${advice.findings.length})` : words.title
  }
  const soon = () => { clearTimeout(waits); waits = setTimeout(look, PATIENCE) }
  form.addEventListener("input", soon)
  box.addEventListener("toggle", soon)
  soon()
}

const form = document.querySelector("[data-edit-form], #page-edit-form")
if (form && script) start(form)
