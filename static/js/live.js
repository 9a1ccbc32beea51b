// One socket per tab. Frames become DOM events; nothing here knows about chat.
const FIRST_DELAY = 500
const LONGEST_DELAY = 30_000
const REFUSED = 4403

export function connect(path, delay = FIRST_DELAY) {
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, "ws")))

  socket.onopen = () => { delay = FIRST_DELAY; announce("open") }
  socket.onmessage = ({ data }) => {
    const { event, ...facts } = JSON.parse(data)
    announce(event, facts)
  }
  socket.onclose = ({ code }) => {
    announce("closed", { code })
    if (code === REFUSED) return
    const jittered = delay * (0.5 + Math.random())
    setTimeout(() => connect(path, Math.min(delay * 2, LONGEST_DELAY)), jittered)
  }
}

function announce(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }))
}
