// <draft-keeper name="topic-12" at="…/concept/?gesprek=12"> keeps what is being typed: at once on this
// device, and after a moment at the site, for another day or another device. The page after sending
// says so with sent="topic-12". What will stand without a name stays on this device.
const MOMENT = 1500

customElements.define("draft-keeper", class extends HTMLElement {
  #waiting = 0

  connectedCallback() {
    if (this.hasAttribute("sent")) this.#letGo(this.getAttribute("sent"))
    this.#restore()
    // Whoever answers a post goes on writing below its words.
    const quote = this.querySelector("[data-quote]")
    quote?.setSelectionRange(quote.value.length, quote.value.length)
    this.addEventListener("input", () => this.#keep())
    if (this.hasAttribute("at")) {
      this.addEventListener("focusin", () => this.#look(), { once: true })
      this.addEventListener("submit", () => clearTimeout(this.#waiting))
    }
  }

  #letGo(name) {
    this.#store?.removeItem(this.#key(name))
    // Loading this address once more must not let go of the next draft.
    const address = new URL(location.href)
    address.searchParams.delete("geplaatst")
    history.replaceState(history.state, "", address)
  }

  #restore() {
    const draft = JSON.parse(this.#store?.getItem(this.#key(this.getAttribute("name"))) ?? "{}")
    for (const field of this.#fields) {
      const kept = draft[field.name] ?? ""
      if (!field.value) field.value = kept
      else if ("quote" in field.dataset && kept) field.value = `${kept.trimEnd()}\n\n${field.value}`
    }
  }

  #keep() {
    const draft = Object.fromEntries(this.#fields.map((field) => [field.name, field.value]))
    const key = this.#key(this.getAttribute("name"))
    if (Object.values(draft).some(Boolean)) this.#store?.setItem(key, JSON.stringify(draft))
    else this.#store?.removeItem(key)
    if (!this.hasAttribute("at")) return
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => this.#send(this.#isNameless ? {} : draft), MOMENT)
  }

  async #send(words) {
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value
    const headers = { "X-CSRFToken": token }
    const sent = { method: "POST", headers, body: new URLSearchParams(words) }
    const answer = await fetch(this.getAttribute("at"), sent).catch(() => null)
    this.#say(answer?.ok && Object.values(words).some(Boolean))
  }

  // What this device lost comes back; what waits on another one is shown and never put over this.
  async #look() {
    const answer = await fetch(this.getAttribute("at")).catch(() => null)
    if (!answer?.ok) return
    const { here, others } = await answer.json()
    const isEmpty = this.#fields.every((field) => !field.value)
    if (here && isEmpty) this.#put(here)
    for (const draft of others) this.#offer(draft)
  }

  #offer(draft) {
    const box = this.querySelector("template[data-draft]").content.firstElementChild.cloneNode(true)
    box.querySelector("time").textContent = moment(draft.at)
    const words = [draft.title, draft.text].filter(Boolean)
    box.querySelector("[data-words]").textContent = words.join("\n")
    const [use, away] = box.querySelectorAll("button")
    use.addEventListener("click", () => this.#put(draft))
    for (const button of [use, away]) {
      button.addEventListener("click", () => {
        box.remove()
        this.#send({ device: draft.device })
      })
    }
    this.prepend(box)
  }

  #put(draft) {
    for (const field of this.#fields) {
      const kept = draft[field.name]
      if (kept) field.value = field.value ? `${field.value.trimEnd()}\n\n${kept}` : kept
    }
    this.#fields.at(-1).dispatchEvent(new Event("input", { bubbles: true }))
  }

  #say(isKept) {
    const line = this.querySelector("[data-kept]")
    if (!line) return
    line.hidden = !isKept
    line.querySelector("time").textContent = moment(new Date())
  }

  // A phone may be shared: everybody has their own drafts.
  #key(name) { return `draft:${document.body.dataset.me}:${name}` }

  get #isNameless() { return this.querySelector("[name=nameless]")?.checked }
  get #fields() { return [...this.querySelectorAll("textarea, input[type=text]")] }

  get #store() {
    try { return localStorage } catch { return null } // some people refuse all storage
  }
})

function moment(at) {
  const when = { weekday: "long", hour: "numeric", minute: "2-digit" }
  return new Intl.DateTimeFormat(document.documentElement.lang, when).format(new Date(at))
}
