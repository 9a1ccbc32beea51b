// One socket per tab. Frames become DOM events; nothing here knows about chat.
const FIRST_DELAY = 500
const LONGEST_DELAY = 30_000
export const REFUSED = 4403
let line = null // the open socket

export function connect(path, delay = FIRST_DELAY) {
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, "ws")))
  // A browser that lost its network may believe in its socket for minutes.
  const cut = () => socket.close()
  addEventListener("offline", cut)

  socket.onopen = () => { delay = FIRST_DELAY; line = socket; announce("open") }
  socket.onmessage = ({ data }) => {
    const { event, ...facts } = JSON.parse(data)
    announce(event, facts)
  }
  socket.onclose = ({ code }) => {
    removeEventListener("offline", cut)
    line = null
    announce("closed", { code })
    if (code !== REFUSED) comeBack(path, delay)
  }
}

/** Something that nobody misses when it is lost; all else goes by POST. */
export function say(event) { line?.send(JSON.stringify({ event })) }

// After a pause that grows and differs per tab, or as soon as the network is back.
function comeBack(path, delay) {
  const again = () => {
    clearTimeout(timer)
    removeEventListener("online", again)
    connect(path, Math.min(delay * 2, LONGEST_DELAY))
  }
  const timer = setTimeout(again, delay * (0.5 + Math.random()))
  addEventListener("online", again)
}

export function announce(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }))
}
