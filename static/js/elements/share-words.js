// <share-words> hands the words in its textarea to the phone's own share sheet, or copies them.
customElements.define("share-words", class extends HTMLElement {
  connectedCallback() {
    this.#offer("share", navigator.share, () => navigator.share({ text: this.#words }))
    this.#offer("copy", navigator.clipboard, (button) => this.#copy(button))
  }

  get #words() { return this.querySelector("textarea").value }

  #offer(what, isPossible, deed) {
    const button = this.querySelector(`[data-${what}]`)
    button.hidden = !isPossible
    // Whoever closes the share sheet has changed their mind; that is no error.
    button.onclick = () => deed(button).catch(() => {})
  }

  async #copy(button) {
    await navigator.clipboard.writeText(this.#words)
    button.querySelector("span").textContent = button.dataset.done
    document.getElementById("status").textContent = button.dataset.done
  }
})
