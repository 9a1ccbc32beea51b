// Parts of a page that are fetched anew while somebody reads it.

/** A function that calls ``act`` once for however often it was called in a tab nobody looks at. */
export function onceSeen(act, signal) {
  let isDue = false
  const settle = () => {
    if (!isDue || document.hidden) return
    isDue = false
    act()
  }
  document.addEventListener("visibilitychange", settle, { signal })
  return () => { isDue = true; settle() }
}

/** Give ``holder`` these nodes, if they say something else: never under a finger that presses, and
    whoever stood on one of its links with the keyboard still stands there. */
export async function renew(holder, nodes) {
  const fresh = holder.cloneNode(false)
  fresh.append(...nodes)
  if (sayTheSame(holder, fresh)) return
  if (holder.matches(":active")) await released()
  const { activeElement } = document, { href, id } = activeElement
  const stood = holder.contains(activeElement)
  holder.replaceChildren(...fresh.childNodes)
  if (stood) [...holder.querySelectorAll("a, [id]")].find((each) => (id ? each.id === id : each.href === href))?.focus()
}

function sayTheSame(one, other) {
  const all = [...other.children]
  return one.children.length === all.length && all.every((each, i) => each.isEqualNode(one.children[i]))
}

// The click comes after the finger is up.
function released() {
  return new Promise((done) => {
    const up = () => setTimeout(done)
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, up, { once: true })
  })
}
