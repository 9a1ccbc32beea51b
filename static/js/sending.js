// One note of the outbox, posted as its form would.
const PATIENCE = 15_000 // milliseconds, and as many again for every file

/** What became of ``note``: ``isAway`` when nobody answered, so that nobody knows. */
export async function send(note, form) {
  const signal = AbortSignal.timeout(PATIENCE * (1 + note.files.length))
  const asked = { method: "POST", body: filled(note, form), redirect: "manual", signal }
  const answer = await fetch(form.action, asked).catch(() => null)
  if (!answer || answer.status >= 500) return { isAway: true }
  if (answer.status === 202) return { isTaken: true, reason: await flashIn(answer) }
  return answer.type === "opaqueredirect" ? { isStored: true } : refusalIn(answer)
}

function filled({ client, text, answers, files, kept, sure }, form) {
  const body = new FormData(), token = form.elements.csrfmiddlewaretoken.value
  const said = { csrfmiddlewaretoken: token, client_id: client, text, answers, sure: sure ? "1" : "" }
  for (const [name, value] of Object.entries(said)) body.append(name, value)
  for (const file of files) body.append("files", file)
  for (const key of kept) body.append("kept", key)
  return body
}

/** The first sentence of the form that came back, if one did, and whether it is a question. */
async function refusalIn(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const isQuestion = page.querySelector("[name=sure][value]") !== null
  return { reason: page.querySelector("#errors li")?.textContent, isQuestion }
}

/** What the page says of what was taken in and is not said yet. */
async function flashIn(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  return page.querySelector(".on-alert[role]")?.textContent.trim() ?? ""
}
