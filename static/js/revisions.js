// Which changes of a room a page has, and how it gets what it missed.
const GRACE = 400 // for a frame that another overtook

export class Revisions {
  #known; #page; #fetchAfter
  #ahead = new Set()
  #isAsking = false; #isBehind = false

  /** ``fetchAfter(known)`` answers the numbers that it fetched, at most ``page`` of them. */
  constructor(known, page, fetchAfter) { this.#known = known; this.#page = page; this.#fetchAfter = fetchAfter }

  /** A number that leaves a gap before it is waited for, and then the gap is asked for. */
  hear(revisions) {
    for (const revision of revisions) if (revision > this.#known) this.#ahead.add(revision)
    while (this.#ahead.delete(this.#known + 1)) this.#known += 1
    if (this.#ahead.size) setTimeout(() => { if (this.#ahead.size) this.catchUp() }, GRACE)
  }

  /** One question at a time: who is behind again meanwhile asks once more. */
  async catchUp() {
    this.#isBehind = true
    if (this.#isAsking) return
    this.#isAsking = true
    while (this.#isBehind) {
      const fetched = await this.#askOnce()
      if (fetched >= this.#page) this.#isBehind = true
    }
    this.#isAsking = false
  }

  async #askOnce() {
    this.#isBehind = false
    const fetched = await this.#fetchAfter(this.#known)
    this.#known = Math.max(this.#known, ...fetched)
    for (const revision of [...this.#ahead]) if (revision <= this.#known) this.#ahead.delete(revision)
    return fetched.length
  }
}
