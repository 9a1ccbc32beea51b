// Asks the device for a passkey and sends its answer with the ordinary form inside.
const decode = (text) => {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/")
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
const encode = (buffer) => {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)))
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}
const BINARY = ["attestationObject", "authenticatorData", "clientDataJSON", "signature", "userHandle"]

customElements.define("passkey-form", class extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return
    this.querySelector("[data-possible]").hidden = false
    this.querySelector("[data-impossible]")?.remove()
    this.addEventListener("submit", (event) => this.#ask(event))
  }

  async #ask(event) {
    event.preventDefault()
    const form = event.target
    try {
      form.credential.value = JSON.stringify(this.#pack(await this.#credential()))
      form.submit()
    } catch {
      form.querySelector("[role=alert]").hidden = false
    }
  }

  async #credential() {
    const { creation_options: creation, request_options: request } = await this.#options()
    return creation
      ? navigator.credentials.create({ publicKey: this.#unpack(creation.publicKey) })
      : navigator.credentials.get({ publicKey: this.#unpack(request.publicKey) })
  }

  async #options() {
    if (!this.dataset.url) return JSON.parse(this.querySelector("script").textContent)
    const answer = await fetch(this.dataset.url, { headers: { Accept: "application/json" } })
    return answer.json()
  }

  #unpack(options) {
    const withBytes = (key) => ({ ...key, id: decode(key.id) })
    return {
      ...options,
      challenge: decode(options.challenge),
      ...(options.user && { user: withBytes(options.user) }),
      allowCredentials: options.allowCredentials?.map(withBytes) ?? [],
      excludeCredentials: options.excludeCredentials?.map(withBytes) ?? [],
    }
  }

  #pack(credential) {
    const { id, type, rawId, response } = credential
    const given = BINARY.filter((name) => response[name])
    return {
      id,
      type,
      rawId: encode(rawId),
      response: Object.fromEntries(given.map((name) => [name, encode(response[name])])),
      clientExtensionResults: credential.getClientExtensionResults(),
    }
  }
})
