// <read-aloud for="said-12"> reads that text aloud with the voice of the phone, and stops again.
// Phones differ: the language is always said, the list of voices never asked for, long sentences
// are cut, and a voice that stays away is missed after two seconds.
const LONGEST = 190
const PATIENCE = 2000
const SAID = "h1, h2, h3, p, li"

customElements.define("read-aloud", class extends HTMLElement {
  #waiting = 0

  connectedCallback() {
    if (!("speechSynthesis" in window)) return
    this.hidden = false
    this.#button.addEventListener("click", () => this.#reads ? this.#stop() : this.#start())
  }

  disconnectedCallback() {
    if (this.#reads) this.#stop()
  }

  #start() {
    speechSynthesis.cancel() // another text stops
    this.#show(true)
    this.#missing.hidden = true
    const spoken = this.#blocks.flatMap((block) => this.#sayAll(block))
    spoken.at(-1)?.addEventListener("end", () => this.#show(false))
    this.#waiting = setTimeout(() => this.#fail(), PATIENCE)
  }

  #sayAll(block) {
    return sentences(block).map((words) => this.#say(words, block))
  }

  #say(words, block) {
    const speech = new SpeechSynthesisUtterance(words)
    speech.lang = block.closest("[lang]").lang
    speech.addEventListener("start", () => {
      clearTimeout(this.#waiting)
      this.#mark(block)
    })
    speech.addEventListener("error", ({ error }) => {
      if (["canceled", "interrupted"].includes(error)) this.#show(false)
      else if (this.#reads) this.#fail()
    })
    speechSynthesis.speak(speech)
    return speech
  }

  #stop() {
    this.#show(false)
    speechSynthesis.cancel()
  }

  #fail() {
    this.#stop()
    this.#missing.hidden = false
  }

  #show(reads) {
    clearTimeout(this.#waiting)
    this.#button.setAttribute("aria-pressed", reads)
    this.#mark(reads ? this.#blocks[0] : null)
  }

  #mark(block) {
    for (const each of this.#blocks) each.classList.toggle("is-read", each === block)
  }

  get #reads() { return this.#button.getAttribute("aria-pressed") === "true" }
  get #button() { return this.querySelector("button") }
  get #missing() { return this.querySelector("[role=status]") }

  // Headings, paragraphs and items of lists: what holds no other block, and is seen.
  get #blocks() {
    const text = document.getElementById(this.getAttribute("for"))
    return [...text.querySelectorAll(SAID)].filter((block) => block.offsetParent && !block.querySelector(SAID))
  }
})

function sentences(block) {
  const text = block.textContent.replace(/\s+/g, " ").trim()
  return text.split(/(?<=[.!?…؟。])\s+/).flatMap(pieces)
}

// A sentence that is too long is cut at a space, or where it must.
function pieces(sentence) {
  return sentence.match(new RegExp(`.{1,${LONGEST}}(?:\\s|$)|.{1,${LONGEST}}`, "gu")) ?? []
}
