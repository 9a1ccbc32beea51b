// <chat-keys for="id_text">: in an empty box the arrow up leads to one's last message, to change it;
// Alt with an arrow goes from message to message.
const EDITS_FOR = 300_000 // as long as a message can be changed

customElements.define("chat-keys", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.stop.signal })
  }

  disconnectedCallback() { this.stop.abort() }

  #key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return
    if (event.altKey) {
      event.preventDefault()
      this.#go(step)
    } else if (step < 0 && event.target.id === this.getAttribute("for") && !event.target.value) {
      this.#editLast()
    }
  }

  get #messages() { return [...document.querySelectorAll("[role=log] [data-seq]")] }

  /** From the box upwards to the newest; from the newest downwards back into the box. */
  #go(step) {
    const all = this.#messages, here = all.indexOf(document.activeElement.closest("[data-seq]"))
    const next = here < 0 ? (step < 0 ? all.at(-1) : null) : all[Math.max(here + step, 0)]
    if (next) next.tabIndex = -1
    ;(next ?? document.getElementById(this.getAttribute("for")))?.focus()
  }

  #editLast() {
    const mine = this.#messages.findLast((message) => message.classList.contains("on-msg--own"))
    const said = mine && Date.parse(mine.querySelector("time").dateTime)
    if (said > Date.now() - EDITS_FOR) location.href = `${mine.querySelector(".on-msg__more").href}verander/`
  }
})
