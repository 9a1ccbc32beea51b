// <live-menu src="…"> takes its menu anew when something new was said, or when what somebody may do
// here changes. A page that is no longer theirs goes away with it.
import { onceSeen, renew } from "anew"
import { REFUSED } from "live"

customElements.define("live-menu", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const { signal } = this.stop
    const on = (name, then) => document.addEventListener(name, then, { signal })
    on("live:unread.changed", onceSeen(() => this.#refresh(), signal))
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
    await renew(this, [menu])
    if (sentence) document.getElementById("status").textContent = sentence
  }
})
