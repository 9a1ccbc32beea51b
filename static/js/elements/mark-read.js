// <mark-read> sends the form inside it by itself, once somebody looks at the page.
customElements.define("mark-read", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    document.addEventListener("visibilitychange", () => this.#send(), { signal: this.stop.signal })
    this.#send()
  }

  disconnectedCallback() { this.stop.abort() }

  async #send() {
    const form = this.querySelector("form")
    if (document.hidden || !form) return
    this.stop.abort()
    // The answer is a page we have already: do not follow it.
    const body = new FormData(form)
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null)
    if (answer?.type === "opaqueredirect") form.hidden = true
  }
})
