// <live-menu src="…"> takes its menu anew when something new was said, or when what somebody may do
// here changes. A page that is no longer theirs goes away with it.
import { REFUSED } from "live"

customElements.define("live-menu", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const on = (name, then) => document.addEventListener(name, then, { signal: this.stop.signal })
    on("live:unread.changed", () => this.#refresh())
    on("live:access.changed", () => this.#refresh(this.dataset.changed))
    on("live:closed", ({ detail }) => { if (detail.code === REFUSED) this.#refresh(this.dataset.changed) })
  }

  disconnectedCallback() { this.stop.abort() }

  async #refresh(sentence) {
    const answer = await fetch(this.getAttribute("src")).catch(() => null)
    if (!answer) return
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    const menu = fresh.querySelector("body > nav.on-nav")
    if (!answer.ok || !menu) return location.reload()
    this.replaceChildren(menu)
    if (sentence) document.getElementById("status").textContent = sentence
  }
})
