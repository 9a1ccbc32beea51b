// <quick-words for="id">: sentences that a press puts into a box, to be made one's own.
customElements.define("quick-words", class extends HTMLElement {
  connectedCallback() {
    const box = document.getElementById(this.getAttribute("for"))
    for (const button of box ? this.querySelectorAll("button") : []) {
      button.disabled = false
      button.onclick = () => {
        box.value = [box.value.trim(), button.textContent.trim()].filter(Boolean).join(" ")
        box.dispatchEvent(new Event("input", { bubbles: true }))
        box.focus()
      }
    }
  }
})
