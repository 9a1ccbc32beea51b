// <chat-composer data-box="…">: sends without leaving the page. What was said stays in the
// outbox until the server shows it back, so nothing is lost and a second sending is harmless.
import { Bubble } from "bubble"
import { REFUSED } from "live"
import { Outbox } from "outbox"
import { send } from "sending"

const FIRST_DELAY = 1_000
const LONGEST_DELAY = 30_000
const PACE = 1_100 // between two messages, so that a full outbox stays below the limit
const STALE = 3_600_000 // after this, somebody decides anew whether it should still be said

customElements.define("chat-composer", class extends HTMLElement {
  #stop = new AbortController()
  #bubbles = new Map() // by client id, in the order they were said
  #form; #outbox; #timer; #busy = false; #delay = FIRST_DELAY

  async connectedCallback() {
    this.#form = this.querySelector("form")
    this.#outbox = new Outbox(this.dataset.box)
    this.#listen()
    await customElements.whenDefined("chat-log")
    for (const note of await this.#outbox.open()) {
      if (document.querySelector(`[data-client="${note.client}"]`)) this.#outbox.drop(note.client)
      if (this.#bubbles.has(note.client) || !this.#outbox.has(note.client)) continue
      const bubble = this.#show(note)
      if (Date.now() - note.at > STALE) bubble.become("failed")
    }
    this.#flush()
  }

  disconnectedCallback() { this.#stop.abort(); clearTimeout(this.#timer) }

  #listen() {
    const on = (target, name, then) => target.addEventListener(name, then, { signal: this.#stop.signal })
    on(this.#form, "submit", (event) => { event.preventDefault(); this.#say() })
    on(this.#form.elements.text, "keydown", (event) => this.#key(event))
    on(document, "chat:shown", ({ detail }) => this.#drop(detail.dataset.client, true))
    on(document, "chat:ended", () => this.#outbox.clear())
    on(document, "live:open", () => this.#hurry())
    on(document, "live:closed", ({ detail }) => { this.hidden = detail.code === REFUSED })
    on(window, "online", () => this.#hurry())
  }

  #key(event) {
    const wide = matchMedia("(min-width: 64em) and (pointer: fine)").matches
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
    if (!wide && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    this.#form.requestSubmit()
  }

  async #say() {
    const field = this.#form.elements.text, text = field.value.trim(), form = new FormData(this.#form)
    const files = form.getAll("files").filter(({ size }) => size), kept = form.getAll("kept")
    if (!text && !files.length && !kept.length) return
    const note = this.#outbox.add({ text, files, kept, answers: form.get("answers") ?? "" })
    this.#show(note)
    this.#form.querySelectorAll(".on-chat__answers, [name=kept]").forEach((part) => part.remove())
    this.#form.reset()
    field.value = ""
    if (text) field.focus()
    await this.#outbox.keep(note)
    this.#flush()
  }

  #show(note) {
    const bubble = new Bubble(this.querySelector(":scope > template"), note, {
      again: (sure) => { this.#outbox.keep(Object.assign(note, { sure })); this.#hurry() }, discard: () => this.#drop(note.client),
    })
    this.#bubbles.set(note.client, bubble)
    return bubble
  }

  #drop(client, wasSent = false) {
    if (!this.#outbox.drop(client)) return
    const bubble = this.#bubbles.get(client)
    if (bubble?.isLate && wasSent) document.getElementById("status").textContent = this.dataset.sent
    bubble?.node.remove()
    this.#bubbles.delete(client)
    this.#delay = FIRST_DELAY
  }

  #hurry() { this.#delay = FIRST_DELAY; this.#flush() }

  /** Send what waits, one by one in order; come back later for what was not shown yet. */
  async #flush() {
    clearTimeout(this.#timer)
    if (this.#busy) return
    this.#busy = true
    const tried = new Set(), unsent = () => [...this.#bubbles.values()].filter(({ state }) => state !== "failed")
    for (let next; (next = unsent().find((bubble) => !tried.has(bubble)));) {
      if (tried.size) await new Promise((then) => setTimeout(then, PACE))
      tried.add(next)
      next.become("sending")
      if (await this.#send(next)) continue
      if (!navigator.onLine) unsent().forEach((bubble) => bubble.become("waiting"))
      break
    }
    this.#busy = false
    if (!unsent().length) return
    this.#timer = setTimeout(() => this.#flush(), this.#delay)
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY)
  }

  /** False when the network or the server is away. A redirect is a receipt, not yet the copy. */
  async #send(bubble) {
    const answer = await send(bubble.note, this.#form)
    if (answer.isAway) return false
    if (answer.isTaken) {
      this.#drop(bubble.note.client)
      document.getElementById("status").textContent = answer.reason
    } else if (answer.isStored) document.dispatchEvent(new CustomEvent("chat:sent", { detail: bubble.note.client }))
    else bubble.become("failed", answer.reason, answer.isQuestion)
    return true
  }
})
