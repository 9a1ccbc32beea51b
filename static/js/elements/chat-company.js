// <chat-company for="id_text"> says who is writing, and how many are here: as long as somebody says
// so, because a browser goes away without a word.
import { say } from "live"

const LEASE = 6_000
const PAUSE = 3_000 // between two signs that one is writing

customElements.define("chat-company", class extends HTMLElement {
  #stop = new AbortController()
  #saidAt = 0

  connectedCallback() {
    const on = (target, name, then) => target?.addEventListener(name, then, { signal: this.#stop.signal })
    on(document, "live:presence.changed", ({ detail }) => { this.#number.textContent = parsed(detail.html).textContent })
    on(document, "live:closed", () => { this.#number.replaceChildren() })
    on(document, "live:typing", ({ detail }) => this.#show(detail.html))
    on(document, "chat:shown", ({ detail }) => this.#row(detail.dataset.author)?.remove())
    on(document.getElementById(this.getAttribute("for")), "input", (event) => this.#tell(event.target))
  }

  disconnectedCallback() { this.#stop.abort() }

  get #number() { return document.querySelector("[data-online]") }
  #row(author) { return this.querySelector(`[data-author="${author}"]`) }

  #show(html) {
    const row = parsed(html).firstElementChild
    const { author } = row.dataset
    if (author === this.getAttribute("me")) return
    this.#row(author)?.remove()
    this.append(row)
    setTimeout(() => row.remove(), LEASE)
  }

  #tell(field) {
    if (!field.value.trim() || Date.now() - this.#saidAt < PAUSE) return
    this.#saidAt = Date.now()
    say("typing")
  }
})

function parsed(html) { return new DOMParser().parseFromString(html, "text/html").body }
