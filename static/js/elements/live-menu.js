// <live-menu> takes its menu anew from the page when what somebody may do here changes. A page
// that is no longer theirs goes away with it.
import { REFUSED } from "live"

customElements.define("live-menu", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const { signal } = this.stop
    document.addEventListener("live:access.changed", () => this.#refresh(), { signal })
    document.addEventListener("live:closed", ({ detail }) => {
      if (detail.code === REFUSED) this.#refresh()
    }, { signal })
  }

  disconnectedCallback() { this.stop.abort() }

  async #refresh() {
    const answer = await fetch(location.href).catch(() => null)
    if (!answer) return
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    const menu = fresh.querySelector("live-menu > nav")
    if (!menu) return location.reload()
    this.replaceChildren(menu)
    document.getElementById("status").textContent = this.dataset.changed
  }
})
