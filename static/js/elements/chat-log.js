// <chat-log src="…" known="412" me="…" page="50">: a conversation kept at its newest line.
// Frames are a hint. What they missed is asked for: on every open, gap, and after a silence.
import { Announcer } from "announcer"
import { Conversation } from "conversation"
import { announce, REFUSED } from "live"
import { Revisions } from "revisions"

const revisionOf = (message) => Number(message.dataset.revision)
const PAUSE = 15_000 // between two looks while there is no socket
const SILENCE = 30_000 // of a socket, before we ask whether it is deaf

customElements.define("chat-log", class extends HTMLElement {
  #stop = new AbortController()
  #announcer = new Announcer((count) => `${this.#part("news").dataset.news} ${count}`)
  #conversation; #revisions; #look; #reading
  #open = false; #heardAt = 0; #unseen = 0; #readUpTo = 0

  connectedCallback() {
    const known = Number(this.getAttribute("known")), page = Number(this.getAttribute("page"))
    this.#revisions = new Revisions(known, page, (known) => this.#fetchAfter(known))
    this.#conversation = new Conversation(this.querySelector("ol"), this.getAttribute("me"))
    if (this.#part("read").hidden) this.#readUpTo = this.#conversation.reached
    this.#part("read").hidden = true // here it is read as it is shown
    this.#listen()
    this.#look = setInterval(() => {
      if (!this.#open || Date.now() - this.#heardAt > SILENCE) this.#catchUp()
    }, PAUSE)
    if (!location.hash) this.#begin()
    this.#read()
  }

  disconnectedCallback() { this.#halt() }
  #halt() { this.#stop.abort(); clearInterval(this.#look) }

  #listen() {
    const on = (target, name, then) =>
      target?.addEventListener(name, (event) => then(event.detail, event), { signal: this.#stop.signal })
    on(document, "live:open", () => { this.#open = true; this.#catchUp() })
    on(document, "live:closed", ({ code }) => { this.#open = false; if (code === REFUSED) this.#end() })
    on(document, "live:message.added", ({ html }) => this.#hear(html))
    on(document, "live:message.changed", ({ html }) => this.#hear(html))
    on(document, "live:missed", () => this.#catchUp())
    on(document, "chat:sending", (bubble) => { this.#conversation.append(bubble); this.#goToEnd() })
    on(document, "chat:sent", (client) => { if (!this.#conversation.has(client)) this.#catchUp() })
    on(document, "visibilitychange", () => this.#read())
    on(window, "scroll", () => this.#read())
    for (const name of ["online", "offline"]) on(window, name, () => { this.#part("offline").hidden = navigator.onLine })
    on(this.#part("jump"), "click", () => this.#goToEnd())
    on(this.#part("older"), "click", (_, event) => { event.preventDefault(); this.#reachBack() })
  }

  #part(name) { return this.querySelector(`[data-${name}]`) }
  get #atEnd() { return innerHeight + scrollY > document.documentElement.scrollHeight - 160 }
  #goToEnd() { scrollTo({ top: document.documentElement.scrollHeight }) }

  #begin() {
    const { newDivider } = this.#conversation
    if (newDivider) newDivider.scrollIntoView({ block: "center" })
    else this.#goToEnd()
  }

  #hear(html) { this.#revisions.hear(this.#take(html).map(revisionOf)) }
  #catchUp() { return this.#revisions.catchUp() }

  async #fetchAfter(known) {
    const html = await this.#ask(`?na=${known}`)
    return html === null ? [] : this.#take(html).map(revisionOf)
  }

  async #reachBack() {
    const { first } = this.#conversation, top = first.getBoundingClientRect().top
    const html = await this.#ask(`?voor=${first.dataset.seq}`)
    if (html !== null) this.#conversation.take(html, { reachesBack: true })
    scrollBy(0, first.getBoundingClientRect().top - top)
    this.#part("older").hidden = this.#conversation.first.dataset.seq === "1"
  }

  /** A fragment, or null when it did not come; a door that closed ends this conversation. */
  async #ask(query) {
    const answer = await fetch(this.getAttribute("src") + query, { redirect: "manual" }).catch(() => null)
    if (answer && (answer.type === "opaqueredirect" || [403, 404].includes(answer.status))) this.#end()
    return answer?.ok ? answer.text() : null
  }

  #take(html) {
    const follow = this.#atEnd, { incoming, fresh } = this.#conversation.take(html)
    const others = fresh.filter((message) => !this.#conversation.isMine(message)).length
    this.#heardAt = Date.now()
    this.#unseen += others
    this.#announcer.add(others)
    if (fresh.length) this.#part("empty")?.remove()
    if (fresh.length && follow) this.#goToEnd()
    this.#part("news").textContent = this.#announcer.say(this.#unseen)
    this.#part("jump").hidden = this.#unseen === 0
    this.#read()
    return incoming
  }

  /** Say how far we are, once it is really on the screen. */
  #read() {
    if (document.hidden || !this.#atEnd) return
    this.#unseen = 0; this.#part("jump").hidden = true
    if (this.#conversation.reached <= this.#readUpTo) return
    this.#readUpTo = this.#conversation.reached
    clearTimeout(this.#reading)
    this.#reading = setTimeout(() => this.#post(this.#part("read")), 500)
  }

  #post(form) {
    form.elements.up_to.value = this.#readUpTo
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).then(() => announce("unread.changed"), () => { this.#readUpTo = 0 })
  }

  #end() {
    this.#halt()
    this.#conversation.clear()
    this.#part("ended").hidden = false
  }
})
