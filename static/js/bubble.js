// One thing said that the server has not shown back yet: "sending", "waiting" or "failed".
const STATES = ["sending", "waiting", "failed"]

export class Bubble {
  state = "sending"
  isLate = false // it waited, so that somebody may wonder whether it went

  constructor(template, note, { again, discard }) {
    this.note = note
    this.node = template.content.firstElementChild.cloneNode(true)
    this.node.querySelector("[data-words]").textContent = note.text
    this.#showFiles(note.files)
    this.node.querySelector("[data-again]").addEventListener("click", () => { const sure = this.asks; this.become("sending"); again(sure) })
    this.node.querySelector("[data-discard]").addEventListener("click", discard)
    document.dispatchEvent(new CustomEvent("chat:sending", { detail: this.node }))
  }

  #showFiles(files) {
    const place = this.node.querySelector("[data-files]")
    place.hidden = !files.length
    place.append(...files.map(shown))
  }

  /** ``asks`` when the refusal was a question, to which sending it again is the answer. */
  become(state, reason, asks = false) {
    this.state = state
    this.isLate ||= state === "waiting"
    this.asks = asks
    this.node.querySelector("[data-anyway]").hidden = !asks
    this.node.querySelector("[data-retry]").hidden = asks
    this.node.classList.toggle("is-sending", state !== "failed")
    this.node.classList.toggle("is-failed", state === "failed")
    for (const one of STATES) {
      for (const part of this.node.querySelectorAll(`[data-${one}]`)) part.hidden = one !== state
    }
    if (reason) this.node.querySelector("[data-reason]").textContent = reason
  }
}

/** A picture or a player of what goes along, as it is on this device. */
function shown(file) {
  const facts = { src: URL.createObjectURL(file) }
  if (file.type.startsWith("image/")) return Object.assign(document.createElement("img"), { ...facts, alt: "", className: "on-photo" })
  return Object.assign(document.createElement("audio"), { ...facts, controls: true })
}
