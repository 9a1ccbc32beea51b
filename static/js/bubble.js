// One thing said that the server has not shown back yet: "sending", "waiting" or "failed".
const STATES = ["sending", "waiting", "failed"]

export class Bubble {
  state = "sending"

  constructor(template, note, { again, discard }) {
    this.note = note
    this.node = template.content.firstElementChild.cloneNode(true)
    this.node.querySelector("[data-words]").textContent = note.text
    this.node.querySelector("[data-again]").addEventListener("click", () => { this.become("sending"); again() })
    this.node.querySelector("[data-discard]").addEventListener("click", discard)
    document.dispatchEvent(new CustomEvent("chat:sending", { detail: this.node }))
  }

  become(state, reason) {
    this.state = state
    this.node.classList.toggle("is-sending", state !== "failed")
    this.node.classList.toggle("is-failed", state === "failed")
    for (const one of STATES) {
      for (const part of this.node.querySelectorAll(`[data-${one}]`)) part.hidden = one !== state
    }
    if (reason) this.node.querySelector("[data-reason]").textContent = reason
  }
}
