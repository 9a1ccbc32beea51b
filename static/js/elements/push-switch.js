// <push-switch key="…" src="…">: asks this browser whether it may be pushed, after somebody pressed.
customElements.define("push-switch", class extends HTMLElement {
  async connectedCallback() {
    if (!("PushManager" in window)) return
    this.hidden = false
    this.#button.addEventListener("click", () => this.#ask())
    const worker = await navigator.serviceWorker.ready
    const known = await worker.pushManager.getSubscription()
    if (known && Notification.permission === "granted") await this.#send(known)
    else this.#say(Notification.permission === "denied" ? "denied" : "off")
  }

  async #ask() {
    const worker = await navigator.serviceWorker.ready
    const asked = { userVisibleOnly: true, applicationServerKey: bytes(this.getAttribute("key")) }
    const subscription = await worker.pushManager.subscribe(asked).catch(() => null)
    if (subscription) await this.#send(subscription)
    else this.#say(Notification.permission === "denied" ? "denied" : "off")
  }

  async #send(subscription) {
    const { endpoint, keys } = subscription.toJSON()
    const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value }
    const body = new URLSearchParams({ endpoint, key: keys.p256dh, auth: keys.auth })
    const answer = await fetch(this.getAttribute("src"), { method: "POST", headers, body }).catch(() => null)
    this.#say(answer?.ok ? "on" : "off")
  }

  #say(state) {
    this.querySelector("p").textContent = this.getAttribute(`${state}-text`)
    this.#button.hidden = state !== "off"
  }

  get #button() { return this.querySelector("button") }
})

function bytes(key) {
  const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
