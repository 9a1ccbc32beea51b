// <name-hints for="id_text" from="…/namen/"> offers names while somebody writes "@na". Tab takes the
// first. Without script one writes the name oneself.
const BEGUN = /(?:^|[^\w@/.])@([\p{L}][\p{L}\w-]{0,29})$/u

customElements.define("name-hints", class extends HTMLElement {
  #asked = ""

  connectedCallback() {
    this.#text.addEventListener("input", () => this.#ask())
    this.#text.addEventListener("keydown", (event) => {
      const first = this.querySelector("button")
      if (event.key === "Escape") this.replaceChildren()
      if (event.key !== "Tab" || event.shiftKey || !first) return
      event.preventDefault()
      first.click()
    })
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button")
      if (button) this.#take(button.value)
    })
  }

  async #ask() {
    const begun = this.#begun
    this.#asked = begun
    if (!begun) return this.replaceChildren()
    const address = `${this.getAttribute("from")}?q=${encodeURIComponent(begun)}`
    const answer = await fetch(address).catch(() => null)
    const names = answer?.ok ? (await answer.json()).names : []
    if (this.#asked === begun) this.replaceChildren(...names.map(hint))
  }

  #take(name) {
    const { selectionStart: end } = this.#text
    this.#text.setRangeText(`${name} `, end - this.#begun.length, end, "end")
    this.#text.dispatchEvent(new Event("input", { bubbles: true }))
    this.#text.focus()
  }

  get #begun() {
    return this.#text.value.slice(0, this.#text.selectionStart).match(BEGUN)?.[1] ?? ""
  }

  get #text() { return document.getElementById(this.getAttribute("for")) }
})

function hint(name) {
  const facts = { type: "button", className: "on-tool", value: name, textContent: `@${name}` }
  return Object.assign(document.createElement("button"), facts)
}
