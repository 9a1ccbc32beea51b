// <live-part src="…" on="…"> fetches what it holds anew at an event, and after every silence. Without
// one that is when something new was said.
import { onceSeen, renew } from "anew"

customElements.define("live-part", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const { signal } = this.stop, refresh = onceSeen(() => this.#refresh(), signal)
    for (const name of [this.getAttribute("on") ?? "live:unread.changed", "live:open"]) {
      document.addEventListener(name, refresh, { signal })
    }
  }

  disconnectedCallback() { this.stop.abort() }

  async #refresh() {
    const answer = await fetch(this.getAttribute("src")).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    await renew(this, fresh.body.childNodes)
  }
})
