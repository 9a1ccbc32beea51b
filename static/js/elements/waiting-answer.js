// <waiting-answer name="date-12"> around a form that htmx sends: without internet the press is kept
// on this device, and sent as soon as there is internet again.
customElements.define("waiting-answer", class extends HTMLElement {
  #stop = new AbortController()

  connectedCallback() {
    const { signal } = this.#stop
    this.addEventListener("htmx:sendError", ({ detail }) => this.#keep(detail.requestConfig.parameters.answer), { signal })
    this.addEventListener("htmx:afterOnLoad", () => this.#drop(), { signal })
    addEventListener("online", () => this.#send(), { signal })
    this.#send()
  }

  disconnectedCallback() { this.#stop.abort() }

  #keep(answer) {
    this.#store?.setItem(this.#key, answer)
    this.#say(false)
  }

  async #send() {
    const answer = this.#store?.getItem(this.#key)
    if (!answer) return
    this.#say(false)
    if (!navigator.onLine) return
    const form = this.querySelector("form"), body = new FormData(form)
    body.set("answer", answer)
    const sent = await fetch(form.action, { method: "POST", body }).catch(() => null)
    if (!sent || sent.status >= 500) return
    this.#drop()
    location.reload()
  }

  #drop() { this.#store?.removeItem(this.#key); this.#say(true) }
  #say(isSent) { this.querySelector("[data-waits]").hidden = isSent }

  get #key() { return `answer:${document.body.dataset.me}:${this.getAttribute("name")}` }

  get #store() {
    try { return localStorage } catch { return null } // some people refuse all storage
  }
})
