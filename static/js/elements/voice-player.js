// <voice-player> plays a voice message with one large button, and shows how far it is.
customElements.define("voice-player", class extends HTMLElement {
  connectedCallback() {
    const [audio, button, wave] = [...this.children]
    audio.hidden = true
    button.hidden = false
    wave.removeAttribute("hidden")
    button.addEventListener("click", () => audio.paused ? audio.play() : audio.pause())
    for (const change of ["play", "pause", "ended"]) {
      audio.addEventListener(change, () => button.setAttribute("aria-pressed", !audio.paused))
    }
    audio.addEventListener("timeupdate", () => {
      const heard = wave.children.length * audio.currentTime / audio.duration
      for (const [n, bar] of [...wave.children].entries()) {
        bar.classList.toggle("is-heard", n < heard)
      }
    })
  }
})
