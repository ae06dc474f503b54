/** What is being written, as this device keeps it for one person. */
export interface DeviceDraft {
  /** The submission's key: sent again, it is the same post. */
  key: string
  /** Milliseconds since 1970. */
  keptAt: number
  values: Record<string, string>
}

const PREFIX = 'placette.draft.'

/** The draft of this person; null when there is none, or when the browser keeps nothing. */
export function deviceDraft(person: string): DeviceDraft | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + person) ?? 'null') as DeviceDraft | null
  } catch {
    return null
  }
}

export function keepOnDevice(person: string, draft: DeviceDraft): void {
  try {
    localStorage.setItem(PREFIX + person, JSON.stringify(draft))
  } catch {
    // A private window, or a full disk: the page itself still holds the text.
  }
}

export function forgetOnDevice(person: string): void {
  try {
    localStorage.removeItem(PREFIX + person)
  } catch {
    // Nothing was kept either.
  }
}

// Whoever signs out leaves nothing of what they were writing on the device.
document.addEventListener('submit', ({ target, submitter }) => {
  const form = target as HTMLFormElement
  const action = submitter?.getAttribute('formaction') ?? form.action
  const { pathname } = new URL(action, location.href)
  if (!/^\/sessions?$/.test(pathname)) return
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX)) localStorage.removeItem(name)
    }
  } catch {
    // Nothing was kept.
  }
})
