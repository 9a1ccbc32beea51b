// <tick-sheet> keeps what was ticked at the door until the server has it, also after a closed tab:
// in a school hall there is often no network. Only addresses and yes or no stay on the device.
const AGAIN = 15_000 // milliseconds

customElements.define("tick-sheet", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController()
    const { signal } = this.stop
    this.store = `ticks:${location.pathname}`
    this.left = new Map(Object.entries(JSON.parse(localStorage.getItem(this.store) ?? "{}")))
    for (const [action, here] of this.left) this.#show(action, here)
    this.addEventListener("submit", (event) => this.#tick(event), { signal })
    addEventListener("online", () => this.#send(), { signal })
    this.timer = setInterval(() => this.#send(), AGAIN)
    this.#send()
  }

  disconnectedCallback() {
    this.stop.abort()
    clearInterval(this.timer)
  }

  #tick(event) {
    const form = event.target.closest("form[data-tick]")
    if (!form) return
    event.preventDefault()
    const action = form.getAttribute("action")
    const here = form.querySelector("button").getAttribute("aria-pressed") !== "true"
    this.left.set(action, here)
    this.#show(action, here)
    this.#keep()
    this.#send()
  }

  #show(action, here) {
    const button = this.querySelector(`form[action="${CSS.escape(action)}"] button`)
    button?.setAttribute("aria-pressed", here)
    const number = document.querySelector("[data-here]")
    if (number) number.textContent = this.querySelectorAll("[data-tick] [aria-pressed=true]").length
  }

  /** One request at a time, so that a tick and its taking back arrive in that order. */
  async #send() {
    if (this.sending) return
    this.sending = true
    while (this.left.size && await this.#sendFirst()) this.#keep()
    this.sending = false
    this.#keep()
  }

  async #sendFirst() {
    const [action, here] = this.left.entries().next().value
    const answer = await this.#post(action, here)
    if (!answer || answer.status >= 500 || this.#wasSignedOut(answer)) return false
    if (this.left.get(action) === here) this.left.delete(action)
    return true
  }

  #wasSignedOut(answer) { return answer.ok && new URL(answer.url).pathname !== location.pathname }

  #post(action, here) {
    const body = new FormData()
    body.append("csrfmiddlewaretoken", this.querySelector("[name=csrfmiddlewaretoken]").value)
    body.append("here", here ? "true" : "")
    return fetch(action, { method: "POST", body }).catch(() => null)
  }

  #keep() {
    if (this.left.size) localStorage.setItem(this.store, JSON.stringify(Object.fromEntries(this.left)))
    else localStorage.removeItem(this.store)
    this.querySelector("[data-left]").hidden = this.left.size === 0
  }
})
