// What one person said in one room and the server has not shown back yet. It survives a closed
// tab, and several tabs may hold the same note: sending it twice stores it once.
export class Outbox {
  #box
  #notes = new Map() // for browsers that store nothing

  constructor(box) {
    this.#box = box
    for (const key of this.#keys()) {
      const note = JSON.parse(localStorage.getItem(key))
      this.#notes.set(note.client, note)
    }
  }

  get notes() {
    return [...this.#notes.values()].sort((one, other) => one.at - other.at)
  }

  /** ``said`` holds what the form sends: the text, and what it answers. */
  add(said) {
    return this.keep({ ...said, client: newId(), at: Date.now() })
  }

  keep(note) {
    this.#notes.set(note.client, note)
    // A full or forbidden store only costs the survival of a closed tab.
    try { localStorage.setItem(this.#box + note.client, JSON.stringify(note)) } catch { /* see above */ }
    return note
  }

  drop(client) {
    try { localStorage.removeItem(this.#box + client) } catch { /* nothing was kept */ }
    return this.#notes.delete(client)
  }

  #keys() {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(this.#box)) } catch { return [] }
  }
}

// crypto.randomUUID is missing outside https.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
