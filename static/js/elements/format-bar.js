// <format-bar for="id_text"> puts marks around what is selected; without script one types them.
const MARKS = { bold: ["**", "**"], italic: ["_", "_"] }
const LINES = { list: "- ", quote: "> " }

customElements.define("format-bar", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[value]")
      if (button) this.#mark(button.value)
    })
    this.#text.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const mark = { b: "bold", i: "italic" }[event.key]
      if (!mark) return
      event.preventDefault()
      this.#mark(mark)
    })
  }

  #mark(name) {
    const { value, selectionStart: from, selectionEnd: to } = this.#text
    if (name in LINES) {
      const begin = value.lastIndexOf("\n", from - 1) + 1
      this.#put(begin, to, value.slice(begin, to).replace(/^/gm, LINES[name]))
    } else {
      const [before, after] = MARKS[name]
      this.#put(from, to, before + value.slice(from, to) + after)
      const end = to + before.length
      this.#text.setSelectionRange(from + before.length, end)
    }
  }

  // execCommand is old, but what it does can be undone with Ctrl+Z.
  #put(from, to, words) {
    this.#text.focus()
    this.#text.setSelectionRange(from, to)
    if (!document.execCommand("insertText", false, words)) {
      this.#text.setRangeText(words, from, to, "end")
      this.#text.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }

  get #text() { return document.getElementById(this.getAttribute("for")) }
})
