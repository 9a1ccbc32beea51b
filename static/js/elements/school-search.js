// <school-search src="…" to="…"> opens a list of schools below its input while one types.
// With `to` a choice leads there with the code; without, the words of the choice are searched.
const PAUSE = 250 // ms: a search per pause, not per letter

customElements.define("school-search", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input")
    this.status = Object.assign(document.createElement("p"), { className: "on-vh" })
    this.status.setAttribute("role", "status")
    this.append(this.status)
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]])
      this.input.setAttribute(name, value)
    this.input.addEventListener("input", () => this.#wait())
    this.input.addEventListener("keydown", (event) => this.#press(event))
    this.input.addEventListener("blur", () => this.#close())
    // Before the blur that a click causes.
    this.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) event.preventDefault()
    })
    this.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) this.#choose(option)
    })
  }

  disconnectedCallback() {
    clearTimeout(this.pause)
    this.asking?.abort()
  }

  #wait() {
    clearTimeout(this.pause)
    this.pause = setTimeout(() => this.#ask(), PAUSE)
  }

  async #ask() {
    this.asking?.abort()
    const { signal } = (this.asking = new AbortController())
    const address = new URL(this.getAttribute("src"), location.href)
    address.searchParams.set("q", this.input.value)
    const html = await fetch(address, { signal }).then((answer) => answer.text()).catch(() => null)
    if (html === null || signal.aborted || document.activeElement !== this.input) return
    this.#show(new DOMParser().parseFromString(html, "text/html").querySelector("#school-options"))
  }

  #show(answer) {
    this.#close()
    this.status.textContent = answer?.querySelector("p")?.textContent ?? ""
    const list = answer?.querySelector("[role=listbox]")
    if (!list) return
    list.id = "school-list"
    this.append(list)
    this.input.setAttribute("aria-expanded", "true")
    this.input.setAttribute("aria-controls", list.id)
  }

  #close() {
    this.querySelector("[role=listbox]")?.remove()
    this.input.setAttribute("aria-expanded", "false")
    this.input.removeAttribute("aria-activedescendant")
    this.input.removeAttribute("aria-controls")
  }

  #press(event) {
    const options = [...this.querySelectorAll("[role=option]")]
    if (!options.length) return
    const at = options.findIndex((option) => option.ariaSelected === "true")
    if (event.key === "ArrowDown") this.#mark(options, (at + 1) % options.length)
    else if (event.key === "ArrowUp") this.#mark(options, (at <= 0 ? options.length : at) - 1)
    else if (event.key === "Enter" && at >= 0) this.#choose(options[at])
    else if (event.key === "Escape") this.#close()
    else return
    event.preventDefault()
  }

  #mark(options, wanted) {
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === wanted)))
    options[wanted].scrollIntoView({ block: "nearest" })
    this.input.setAttribute("aria-activedescendant", options[wanted].id)
  }

  #choose(option) {
    this.asking?.abort()
    clearTimeout(this.pause)
    const to = this.getAttribute("to")
    if (to !== null) {
      location.assign(to + option.dataset.code)
      return
    }
    this.input.value = option.dataset.words
    this.#close()
    this.input.form.requestSubmit()
  }
})
