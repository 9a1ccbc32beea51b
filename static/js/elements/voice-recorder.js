// <voice-recorder> records a voice message: tap to begin, tap to stop, listen, send with the form.
// Without a microphone in the browser its button chooses a recording.
const LONGEST = 120_000
const ENDS = { "audio/mp4": "m4a", "audio/ogg": "ogg" }

customElements.define("voice-recorder", class extends HTMLElement {
  #recorder = null
  #ticking = 0

  connectedCallback() {
    if (!window.MediaRecorder || !navigator.mediaDevices) return
    this.#show("idle")
    this.#input.form.addEventListener("reset", () => this.#show("idle"))
    this.addEventListener("click", (event) => {
      const act = event.target.closest("button")?.value
      if (act === "start") this.#start()
      if (act === "stop") this.#recorder.stop()
      if (act === "away") this.#throwAway()
    })
  }

  disconnectedCallback() {
    if (this.#recorder?.state === "recording") this.#recorder.stop()
  }

  async #start() {
    this.#throwAway()
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null)
    if (!stream) return this.#show("refused")
    const pieces = []
    this.#recorder = new MediaRecorder(stream)
    this.#recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data))
    this.#recorder.addEventListener("stop", () => {
      clearInterval(this.#ticking)
      for (const track of stream.getTracks()) track.stop()
      this.#keep(new Blob(pieces, { type: this.#recorder.mimeType }))
    })
    this.#recorder.start()
    this.#show("records")
    this.#count(Date.now())
  }

  #count(began) {
    const timer = this.querySelector("[role=timer]")
    this.#ticking = setInterval(() => {
      const passed = Date.now() - began
      const seconds = Math.floor(passed / 1000)
      timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
      if (passed >= LONGEST) this.#recorder.stop()
    }, 250)
  }

  #keep(blob) {
    const chosen = new DataTransfer()
    const end = ENDS[blob.type.split(";")[0]] ?? "webm"
    chosen.items.add(new File([blob], `opname.${end}`, { type: blob.type }))
    this.#input.files = chosen.files
    this.querySelector("audio").src = URL.createObjectURL(blob)
    this.#show("done")
  }

  #throwAway() {
    this.#input.value = ""
    this.querySelector("[role=timer]").textContent = "0:00"
    this.#show("idle")
  }

  // The part that takes over has the focus, so that nobody has to look for it.
  #show(state) {
    const held = this.contains(document.activeElement)
    for (const part of this.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(state)
    }
    if (!held) return
    const shown = this.querySelector("[data-when]:not([hidden])")
    const first = shown.matches("button") ? shown : shown.querySelector("button, audio")
    first?.focus()
  }

  get #input() { return this.querySelector("input") }
})
