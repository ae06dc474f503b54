import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

/** Ours stand for five minutes; a page that stays open asks for another before. */
const RENEWAL = 4 * 60_000

type Body = Record<string, unknown>

/** The server's refusal, in the reader's language. */
class Refusal extends Error {}

/** Asks the server; where it wants one to prove first who one is, the page that does so comes. */
async function ask(path: string, body: Body, { confirmAt }: DOMStringMap) {
  const headers = { 'accept': 'application/json', 'content-type': 'application/json' }
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (answer.status === 403 && confirmAt) location.assign(confirmAt)
  const said = await answer.json()
  if (!answer.ok) throw new Refusal(said.error)
  return said
}

/**
 * A button that appears where the browser knows passkeys, and a place to say what went wrong: its
 * sentences are in `data-cancelled` and `data-failed`.
 */
abstract class PasskeyElement extends HTMLElement {
  protected busy = false

  connectedCallback() {
    const button = this.querySelector('button')
    if (!button || !browserSupportsWebAuthn()) return
    this.hidden = false
    this.parentElement?.querySelector('[data-unable]')?.setAttribute('hidden', '')
    button.addEventListener('click', () => void this.#press())
  }

  async #press() {
    if (this.busy) return
    this.busy = true
    this.say('')
    try {
      location.assign(await this.prove())
    } catch (fault) {
      this.say(this.#sentence(fault))
      this.busy = false
      this.wait()
    }
  }

  /** Goes through the ceremony; the address to go to. */
  protected abstract prove(): Promise<string>

  /** What it does while nobody presses. */
  protected wait() {}

  protected say(sentence: string) {
    const place = this.querySelector('[role=alert]')
    if (place) place.textContent = sentence
  }

  #sentence(fault: unknown): string {
    if (fault instanceof Refusal) return fault.message
    const name = fault instanceof Error ? fault.name : ''
    if (name === 'NotAllowedError' || name === 'AbortError') return this.dataset.cancelled ?? ''
    if (name === 'InvalidStateError') return this.dataset.already ?? ''
    return this.dataset.failed ?? ''
  }
}

/** `<passkey-sign-in data-next>`: a button, and the passkeys that the browser offers in the field. */
class PasskeySignIn extends PasskeyElement {
  override connectedCallback() {
    super.connectedCallback()
    this.wait()
    setInterval(() => document.hidden || this.busy || this.wait(), RENEWAL)
  }

  protected async prove() {
    return this.#enter(false)
  }

  protected override wait() {
    void this.#offer()
  }

  async #offer() {
    if (!this.isConnected || !(await browserSupportsWebAuthnAutofill())) return
    // Nobody has asked for anything yet: what fails here fails in silence.
    const to = await this.#enter(true).catch(() => null)
    if (to) location.assign(to)
  }

  async #enter(useBrowserAutofill: boolean): Promise<string> {
    const optionsJSON = await ask('/passkeys/challenges', { purpose: 'sign_in' }, {})
    const credential = await startAuthentication({ optionsJSON, useBrowserAutofill })
    const entered = ask('/sign-in/passkey', { credential, next: this.dataset.next }, {})
    if (useBrowserAutofill) entered.catch((fault: Error) => this.say(fault.message))
    return (await entered).to
  }
}

/** `<passkey-add>` around a name and a button; `data-confirm-at` says where one proves who one is. */
class PasskeyAdd extends PasskeyElement {
  protected async prove() {
    const name = this.querySelector('input')?.value
    const optionsJSON = await ask('/passkeys/challenges', { purpose: 'add' }, this.dataset)
    const credential = await startRegistration({ optionsJSON })
    return (await ask('/passkeys', { name, credential }, this.dataset)).to
  }
}

/** `<passkey-confirm data-next>`: proves again who is there, then goes back. */
class PasskeyConfirm extends PasskeyElement {
  protected async prove() {
    const optionsJSON = await ask('/passkeys/challenges', { purpose: 'confirm' }, {})
    const credential = await startAuthentication({ optionsJSON })
    return (await ask('/confirm/passkey', { credential, next: this.dataset.next }, {})).to
  }
}

customElements.define('passkey-sign-in', PasskeySignIn)
customElements.define('passkey-add', PasskeyAdd)
customElements.define('passkey-confirm', PasskeyConfirm)
