// What one person said in one room and the server has not shown back yet. It survives a closed
// tab, and several tabs may hold the same note: sending it twice stores it once.
export class Outbox {
  #box
  #notes = new Map() // also for browsers that store nothing

  constructor(box) { this.#box = box }

  /** Every note that an earlier tab left, in the order they were said. */
  async open() {
    const left = await inStore("readonly", (store) => store.index("box").getAll(this.#box)) ?? []
    for (const note of left.sort((one, other) => one.at - other.at)) this.#notes.set(note.client, note)
    return left
  }

  /** ``said`` holds what the form sends: the text, what it answers, and files. */
  add(said) { return { ...said, client: newId(), box: this.#box, at: Date.now() } }

  /** A full or forbidden store only costs the survival of a closed tab. */
  async keep(note) {
    this.#notes.set(note.client, note)
    await inStore("readwrite", (store) => store.put(note))
  }

  /** Whoever may not be here any more leaves nothing behind on the device. */
  clear() { for (const client of [...this.#notes.keys()]) this.drop(client) }

  has(client) { return this.#notes.has(client) }

  drop(client) {
    const was = this.#notes.delete(client)
    if (was) inStore("readwrite", (store) => store.delete(client))
    return was
  }
}

const database = new Promise((found) => {
  const asked = indexedDB.open("chat", 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "client" }).createIndex("box", "box")
  asked.onsuccess = () => found(asked.result)
  asked.onerror = () => found(null)
}).catch(() => null)

/** What ``act`` asked of the store, once it stands there; nothing where there is no store. */
async function inStore(mode, act) {
  const notes = await database
  return notes && new Promise((done) => {
    const turn = notes.transaction("outbox", mode), asked = act(turn.objectStore("outbox"))
    turn.oncomplete = () => done(asked.result)
    turn.onabort = () => done(undefined)
  })
}

// crypto.randomUUID is missing outside https.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
