// <chat-pins> lists what stands at the top of a room, as the messages that come in say it.
customElements.define("chat-pins", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    document.addEventListener("chat:shown", ({ detail }) => this.#follow(detail), { signal: this.stop.signal })
  }

  disconnectedCallback() { this.stop.abort() }

  #follow(message) {
    const known = this.querySelector(`[data-pin="${message.id}"]`), { pinned } = message.dataset
    if (pinned === undefined) return known?.remove()
    const row = known ?? this.querySelector("template").content.firstElementChild.cloneNode(true)
    row.dataset.pin = message.id
    const link = row.querySelector("a")
    link.textContent = pinned
    if (!known) link.href = `#${message.id}`
    if (!known) this.querySelector("ul").prepend(row)
  }
})
