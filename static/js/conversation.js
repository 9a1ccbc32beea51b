// The <ol> of one room: every message in its place, whatever order they come in.
export class Conversation {
  #list
  #me

  constructor(list, me) {
    this.#list = list
    this.#me = me
    this.messages.forEach((message) => this.#recognise(message))
  }

  get messages() { return [...this.#list.querySelectorAll("[data-seq]")] }
  get first() { return this.#list.querySelector("[data-seq]") }
  get newDivider() { return this.#list.querySelector(".on-divider--new") }

  /** The ``seq`` of the newest message of somebody else. */
  get reached() {
    return Number(this.messages.findLast((message) => !this.isMine(message))?.dataset.seq ?? 0)
  }

  isMine(message) { return message.dataset.author === this.#me }

  has(client) { return this.#list.querySelector(`[data-client="${client}"]`) !== null }

  append(bubble) { this.#list.append(bubble) }

  clear() {
    this.#list.replaceChildren()
    document.dispatchEvent(new CustomEvent("chat:ended"))
  }

  /** Take in a fragment; ``reachesBack`` when it holds what comes before the first message. */
  take(html, { reachesBack = false } = {}) {
    const { body } = new DOMParser().parseFromString(html, "text/html")
    const dividers = [...body.querySelectorAll(".on-divider[data-day]")]
    const incoming = [...body.querySelectorAll("[data-seq]")]
    const fresh = incoming.filter((message) => this.#place(message, reachesBack))
    if (fresh.length) this.#divide(dividers)
    return { incoming, fresh }
  }

  /** Whether the message was new here. One changed before our first page is left out. */
  #place(message, reachesBack) {
    this.#recognise(message)
    const { seq, revision } = message.dataset
    const known = this.#list.querySelector(`[data-seq="${seq}"]`)
    if (known) {
      if (Number(known.dataset.revision) < Number(revision)) known.replaceWith(message)
      return false
    }
    const before = this.messages.findLast((other) => Number(other.dataset.seq) < Number(seq))
    if (before) before.after(message)
    else if (reachesBack || !this.first) this.#list.prepend(message)
    return message.isConnected
  }

  #recognise(message) {
    message.classList.toggle("on-msg--own", this.isMine(message))
    for (const chip of message.querySelectorAll("[data-by]")) {
      const isMine = chip.dataset.by.split(" ").includes(this.#me)
      chip.setAttribute("aria-pressed", isMine)
      chip.name = isMine ? "off" : "kind" // pressed again it goes
    }
    document.dispatchEvent(new CustomEvent("chat:shown", { detail: message }))
  }

  /** One divider above every day; only the last can still be called today. */
  #divide(dividers) {
    const mine = [...this.#list.querySelectorAll(".on-divider[data-day]")]
    let day, divider
    for (const message of this.messages) {
      if (message.dataset.day === day) continue
      day = message.dataset.day
      if (divider) divider.textContent = divider.dataset.date
      divider = [...mine, ...dividers].find((one) => one.dataset.day === day)
      message.before(divider)
    }
  }
}
