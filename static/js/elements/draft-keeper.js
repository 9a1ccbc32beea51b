// <draft-keeper name="topic-12"> keeps what is being typed on this device until it was sent.
// The page after sending says so with sent="topic-12".
customElements.define("draft-keeper", class extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("sent")) this.#letGo(this.getAttribute("sent"))
    this.#restore()
    // Whoever answers a post goes on writing below its words.
    const quote = this.querySelector("[data-quote]")
    quote?.setSelectionRange(quote.value.length, quote.value.length)
    this.addEventListener("input", () => this.#keep())
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
  }

  // A phone may be shared: everybody has their own drafts.
  #key(name) { return `draft:${document.body.dataset.me}:${name}` }

  get #fields() { return [...this.querySelectorAll("textarea, input[type=text]")] }

  get #store() {
    try { return localStorage } catch { return null } // some people refuse all storage
  }
})
