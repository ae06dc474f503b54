/** `<waiting-post>` while photos are being prepared: the page looks again and shows what became of them. */
const FIRST_PAUSE = 1500
const LONGEST_PAUSE = 15_000

class WaitingPost extends HTMLElement {
  #pause = FIRST_PAUSE
  #timer = 0

  connectedCallback() {
    this.#lookLater()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
  }

  #lookLater() {
    this.#timer = window.setTimeout(() => void this.#look(), this.#pause)
    this.#pause = Math.min(this.#pause * 1.3, LONGEST_PAUSE)
  }

  async #look() {
    const fresh = await mainOfNow()
    if (!this.isConnected) return
    const main = document.querySelector('main')
    const still = fresh?.querySelector('waiting-post')
    if (!main || !fresh || still?.innerHTML === this.innerHTML) return this.#lookLater()
    const hadFocus = main.contains(document.activeElement)
    const news = still?.querySelector('.pending-photo p')?.textContent ?? this.dataset.ready
    main.replaceChildren(...fresh.childNodes)
    if (hadFocus) main.focus()
    announce(news ?? '')
  }
}

async function mainOfNow(): Promise<HTMLElement | null> {
  const answer = await fetch(location.href).catch(() => null)
  if (!answer?.ok || answer.redirected) return null
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return page.querySelector('main')
}

/** Says it to who listens to the page; a region speaks of what comes into it once it is there. */
function announce(sentence: string) {
  const region = document.createElement('p')
  region.className = 'visually-hidden'
  region.role = 'status'
  document.body.append(region)
  setTimeout(() => (region.textContent = sentence), 100)
}

customElements.define('waiting-post', WaitingPost)
