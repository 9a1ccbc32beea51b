// <print-page> shows the button inside it, that prints this page as it is.
customElements.define("print-page", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button")
    button.hidden = false
    button.onclick = () => print()
  }
})
