// Tells a screen reader how much came in: one sentence, and then quiet for a while.
const QUIET = 10_000

export class Announcer {
  #count = 0
  #spokenAt = 0
  #timer = null

  /** ``say`` turns a number into the sentence. */
  constructor(say) { this.say = say }

  add(count) {
    this.#count += count
    if (!this.#count || this.#timer) return
    this.#timer = setTimeout(() => this.#speak(), Math.max(0, this.#spokenAt + QUIET - Date.now()))
  }

  #speak() {
    document.getElementById("status").textContent = this.say(this.#count)
    this.#timer = null
    this.#count = 0
    this.#spokenAt = Date.now()
  }
}
