// <install-hint>: how to put the site on one's home screen, on the one page where one looks for it.
let offer = null
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  offer = event
  for (const hint of document.querySelectorAll("install-hint")) hint.show()
})

customElements.define("install-hint", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", async () => {
      await offer.prompt()
      this.hidden = true
    })
    this.show()
  }

  show() {
    const isApple = /iPhone|iPad/.test(navigator.userAgent)
    const isThere = matchMedia("(display-mode: standalone)").matches
    this.querySelector("button").hidden = !offer
    this.querySelector("[data-apple]").hidden = !isApple
    this.hidden = isThere || !(offer || isApple)
  }
})
