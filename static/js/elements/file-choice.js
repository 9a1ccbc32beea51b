// <file-choice> shows which files are chosen, adds to them, and throws one away again. Large
// photos are made smaller on the phone, because that is faster than sending them.
const LARGE = 1_000_000 // bytes
const SIDE = 2000 // pixels

customElements.define("file-choice", class extends HTMLElement {
  #files = []

  connectedCallback() {
    this.#input.addEventListener("change", () => this.#add([...this.#input.files]))
    this.#input.form.addEventListener("reset", () => { this.#files = []; this.#show() })
    this.#list.addEventListener("click", (event) => {
      const row = event.target.closest("button")?.closest("li")
      if (row) this.#throwAway([...this.#list.children].indexOf(row))
    })
  }

  async #add(files) {
    this.#files.push(...await Promise.all(files.map(smaller)))
    this.#show()
  }

  #throwAway(place) {
    this.#files.splice(place, 1)
    this.#show()
    this.#input.focus()
  }

  #show() {
    const chosen = new DataTransfer()
    for (const file of this.#files) chosen.items.add(file)
    this.#input.files = chosen.files
    this.#list.replaceChildren(...this.#files.map((file) => this.#row(file)))
    this.#list.parentElement.hidden = !this.#files.length
  }

  #row(file) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true)
    row.querySelector("span").textContent = file.name
    const picture = row.querySelector("img")
    if (picture) picture.src = URL.createObjectURL(file)
    return row
  }

  get #input() { return this.querySelector("input") }
  get #list() { return this.querySelector("ul") }
})

async function smaller(file) {
  if (file.size < LARGE || !file.type.startsWith("image/")) return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement("canvas")
    canvas.width = picture.width * scale
    canvas.height = picture.height * scale
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
    const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85))
    return new File([drawn], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" })
  } catch {
    return file // a kind this browser cannot draw; the server can
  }
}
