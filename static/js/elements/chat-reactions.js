// <chat-reactions> gives one of the few words, or takes it back, without leaving the page. What was
// given comes back as a change of the message.
customElements.define("chat-reactions", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const chip = event.target.closest("button")
      if (!chip) return
      event.preventDefault()
      this.#give(chip)
    })
  }

  async #give(chip) {
    const body = new FormData(chip.form)
    body.append(chip.name, chip.value)
    await fetch(chip.formAction, { method: "POST", body, redirect: "manual" }).catch(() => null)
    document.dispatchEvent(new CustomEvent("chat:sent", { detail: "" }))
  }
})
