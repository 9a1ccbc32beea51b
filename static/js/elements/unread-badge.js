// <unread-badge src="…"> fetches itself anew when the doorbell rings, and after every silence.
customElements.define("unread-badge", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const { signal } = this.stop
    document.addEventListener("live:badge.changed", () => this.#refresh(), { signal })
    document.addEventListener("live:open", () => this.#refresh(), { signal })
  }

  disconnectedCallback() { this.stop.abort() }

  async #refresh() {
    const answer = await fetch(this.getAttribute("src")).catch(() => null)
    if (!answer?.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    const badge = fresh.querySelector("unread-badge > *")
    if (badge) this.replaceChildren(badge)
  }
})
