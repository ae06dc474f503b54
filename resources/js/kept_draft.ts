import { deviceDraft, forgetOnDevice, keepOnDevice } from './device_draft.js'
import { make } from './picked_photo.js'

type Words = Record<'restored' | 'discard' | 'offline' | 'failed' | 'sending', string>
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const FIELDS = [
  'body',
  'visibility',
  'content_warning',
  'place_id',
  'publish_on',
  'publish_time',
] as const

/** A text is worth keeping; what stands beside it is not, alone. */
const WORDS = ['body', 'content_warning']

const KEPT_AFTER = 2000
const PATIENCE = 60_000

/**
 * `<kept-draft>` around the composer: what is typed is kept on this device every few seconds, comes
 * back after a crash or a lost connection, and is sent without leaving the page, once.
 */
class KeptDraft extends HTMLElement {
  #words = {} as Words
  #timer = 0
  #busy = false
  /** What was to be sent when the network failed. */
  #waiting: { submitter: HTMLElement | null } | null = null
  #plainly = false
  /** Nothing is to be kept of it any more. */
  #over = false
  #online = () => this.#waiting && void this.#send(this.#waiting.submitter)
  #leave = () => this.#keep()

  connectedCallback() {
    this.#words = JSON.parse(this.dataset.words ?? '{}')
    this.#restore()
    this.addEventListener('input', () => {
      this.#timer ||= window.setTimeout(() => this.#keep(), KEPT_AFTER)
    })
    // After the form's own listeners: photos that are on their way go first.
    this.addEventListener('submit', (event) => {
      if (event.defaultPrevented || this.#plainly) return
      event.preventDefault()
      void this.#send(event.submitter)
    })
    addEventListener('pagehide', this.#leave)
    addEventListener('online', this.#online)
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    removeEventListener('pagehide', this.#leave)
    removeEventListener('online', this.#online)
  }

  get #form() {
    return this.querySelector('form') as HTMLFormElement
  }

  get #person() {
    return this.dataset.person ?? ''
  }

  #field(name: string) {
    return this.#form.elements.namedItem(name) as Field | RadioNodeList | null
  }

  #keep() {
    clearTimeout(this.#timer)
    this.#timer = 0
    if (this.#over) return
    const values: Record<string, string> = {}
    for (const name of FIELDS) values[name] = this.#field(name)?.value ?? ''
    const key = this.#field('submission_key')?.value ?? ''
    if (!WORDS.some((name) => values[name]?.trim())) return forgetOnDevice(this.#person)
    keepOnDevice(this.#person, { key, keptAt: Date.now(), values })
  }

  #restore() {
    const draft = deviceDraft(this.#person)
    if (!draft) return
    const empty = WORDS.every((name) => !this.#field(name)?.value)
    const same = draft.key === this.#field('submission_key')?.value
    const newer = draft.keptAt > Number(this.dataset.keptAt ?? 0)
    if (!(empty || (same && newer))) return
    const differs = WORDS.some((name) => this.#field(name)?.value !== draft.values[name])
    for (const name of [...FIELDS, 'submission_key'] as const) {
      const field = this.#field(name)
      const value = name === 'submission_key' ? draft.key : draft.values[name]
      if (field && value !== undefined) field.value = value
    }
    const besides = FIELDS.slice(2).some((name) => draft.values[name])
    for (const more of this.querySelectorAll<HTMLDetailsElement>('details.more')) {
      more.open ||= besides
    }
    this.querySelector('textarea')?.dispatchEvent(new Event('input', { bubbles: true }))
    if (differs) this.#say(this.#words.restored, this.#discard())
  }

  #discard() {
    const button = make('button', { type: 'button', className: 'act' }, this.#words.discard)
    button.onclick = () => {
      this.#end('/posts/new')
    }
    return button
  }

  async #send(submitter: HTMLElement | null) {
    if (this.#busy) return
    this.#busy = true
    this.#keep()
    this.#say(this.#words.sending)
    const answer = await this.#ask(submitter)
    this.#busy = false
    this.#waiting = answer === null ? { submitter } : null
    if (answer === null) return this.#say(this.#words.offline)
    if (answer.status === 201) {
      const { path } = (await answer.json()) as { path: string }
      this.#end(path)
    } else if (answer.status >= 500) {
      this.#say(this.#words.failed)
    } else {
      // Something to mend, or a session that has ended: the page itself says it.
      this.#plainly = true
      this.#form.requestSubmit(submitter)
      this.#plainly = false
    }
  }

  #end(path: string) {
    this.#over = true
    forgetOnDevice(this.#person)
    location.assign(path)
  }

  /** The server's answer, or null when it did not come. */
  async #ask(submitter: HTMLElement | null): Promise<Response | null> {
    const action = submitter?.getAttribute('formaction') ?? this.#form.action
    const body = new FormData(this.#form, submitter)
    const headers = { accept: 'application/json' }
    const signal = AbortSignal.timeout(PATIENCE)
    return fetch(action, { method: 'POST', body, headers, signal }).catch(() => null)
  }

  #say(sentence: string, ...others: HTMLElement[]) {
    const status = this.querySelector<HTMLElement>('.kept')
    status?.replaceChildren(sentence, ' ', ...others)
  }
}
customElements.define('kept-draft', KeptDraft)
